/// A rectangle moved between two pictures. Service:
/// [InterleavedBlit][org.dmaengine.examples.interleavedblit.InterleavedBlit].
@Export
@Version("0.1.0")
package org.dmaengine.examples.interleavedblit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
