package org.dmaengine.examples.uart;

import java.io.IOException;

/// What the processor itself does at a UART.
public interface UartRegisters {
    /// Writes one byte to the transmit register: it goes behind those that the device has taken already, and before all others.
    void transmit(byte character) throws IOException;
}
