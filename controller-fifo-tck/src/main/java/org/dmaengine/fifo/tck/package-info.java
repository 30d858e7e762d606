/// Plays the peripherals of FIFO controllers for the conformance kit: a [KitPort][org.dmaengine.fifo.tck.KitPort] is a FIFO port on one
/// side and in the kit's hands on the other. Exported for the tests of FIFO controllers; in a container the bundle offers it by itself.
@Export
@Version("0.1.0")
package org.dmaengine.fifo.tck;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
