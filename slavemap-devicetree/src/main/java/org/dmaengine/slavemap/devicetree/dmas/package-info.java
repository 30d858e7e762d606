/// What a device tree says of DMA: which client uses which specifier of which controller (clauses DT-01 to DT-06). No OSGi in here.
///
/// [DmaTable][org.dmaengine.slavemap.devicetree.dmas.DmaTable] reads a whole tree at once; what does not hold together becomes a
/// [Problem][org.dmaengine.slavemap.devicetree.dmas.Problem] that names node and property, and costs the entries that it touches.
package org.dmaengine.slavemap.devicetree.dmas;
