/// Pieces of memory gathered into one message, in one transfer. Service:
/// [ScatterGather][org.dmaengine.examples.scattergather.ScatterGather].
@Export
@Version("0.1.0")
package org.dmaengine.examples.scattergather;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
