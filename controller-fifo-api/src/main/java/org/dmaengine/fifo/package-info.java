/// What clients, peripherals and FIFO controllers share: [FifoSlaveConfig][org.dmaengine.fifo.FifoSlaveConfig] for clients,
/// [FifoPort][org.dmaengine.fifo.FifoPort] for whoever owns a device, [PortLedger][org.dmaengine.fifo.PortLedger] for one controller and the
/// next. A bundle of its own, since it must not change when a controller is replaced.
@Export
@Version("0.1.0")
package org.dmaengine.fifo;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
