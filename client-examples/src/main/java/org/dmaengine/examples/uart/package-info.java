/// A serial port with DMA both ways, in the shape of the kernel's `8250_dma`. Begin with [Uart][org.dmaengine.examples.uart.Uart], then
/// [UartReceiver][org.dmaengine.examples.uart.UartReceiver] and [UartTransmitter][org.dmaengine.examples.uart.UartTransmitter].
@Export
@Version("0.1.0")
package org.dmaengine.examples.uart;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
