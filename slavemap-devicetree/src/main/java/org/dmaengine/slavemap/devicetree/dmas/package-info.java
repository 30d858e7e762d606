/// What a device tree says of DMA: which client uses which specifier of which controller (clauses DT-01 to DT-06). No OSGi in here.
///
/// [DmaTable][org.dmaengine.slavemap.devicetree.dmas.DmaTable] reads a whole tree at once; what does not hold together becomes a
/// [Problem][org.dmaengine.slavemap.devicetree.dmas.Problem] that names node and property, and costs the entries that it touches.
///
/// Exported for tools that show or try a board; who uses it imports `[0.1,1)`.
@Export
@Version("0.1.0")
package org.dmaengine.slavemap.devicetree.dmas;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
