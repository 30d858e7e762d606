/// The same transfer again and again. Class: [Reusing][org.dmaengine.examples.reusing.Reusing].
@Export
@Version("0.1.0")
package org.dmaengine.examples.reusing;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
