/// A UART in software, for tests and demonstrations: [SimulatedUart][org.dmaengine.examples.uart.device.SimulatedUart].
@Export
@Version("0.1.0")
package org.dmaengine.examples.uart.device;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
