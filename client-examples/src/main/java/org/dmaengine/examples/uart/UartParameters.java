package org.dmaengine.examples.uart;

import java.time.Duration;
import org.dmaengine.BusWidth;
import org.dmaengine.SlaveConfig;
import org.dmaengine.fifo.FifoSlaveConfig;

/// How a UART is attached, and how its client is to work.
///
/// @param dataRegister bus address of the data register, for both directions; 0 for whatever is on the line
/// @param burst        most bytes at once, what the device's FIFO asks for
/// @param idle         silence after which what has been received is handed on
/// @param receiveLine  request line of the receiver; [FifoSlaveConfig#LINE_OF_SLAVE_MAP] for that of the slave map
/// @param transmitLine request line of the transmitter, likewise
/// @param pageBytes    bytes of one receive buffer
/// @param ringBytes    bytes that can wait to be sent
public record UartParameters(long dataRegister, int burst, Duration idle, int receiveLine, int transmitLine, int pageBytes, int ringBytes) {
    private static final int PAGE = 4096;
    private static final Duration IDLE = Duration.ofMillis(2);

    /// What suits a 16550 that the slave map describes.
    public static UartParameters at(long dataRegister) {
        return new UartParameters(dataRegister, 8, IDLE, FifoSlaveConfig.LINE_OF_SLAVE_MAP, FifoSlaveConfig.LINE_OF_SLAVE_MAP, PAGE, PAGE);
    }

    /// The same on these request lines.
    public UartParameters onLines(int receive, int transmit) {
        return new UartParameters(dataRegister, burst, idle, receive, transmit, pageBytes, ringBytes);
    }

    /// The same with another silence.
    public UartParameters withIdle(Duration silence) {
        return new UartParameters(dataRegister, burst, silence, receiveLine, transmitLine, pageBytes, ringBytes);
    }

    /// The same with buffers of these sizes.
    public UartParameters withBuffers(int page, int ring) {
        return new UartParameters(dataRegister, burst, idle, receiveLine, transmitLine, page, ring);
    }

    // @start region="config"
    /// Bytes from the data register (CLB-03); a silence ends the transfer with what has come.
    FifoSlaveConfig receiving() {
        SlaveConfig base = SlaveConfig.builder().source(dataRegister, BusWidth.BYTES_1, burst).build();
        return FifoSlaveConfig.of(base).withRequestLine(receiveLine).withIdleTimeout(idle);
    }
    // @end

    /// Bytes to the data register.
    FifoSlaveConfig transmitting() {
        SlaveConfig base = SlaveConfig.builder().destination(dataRegister, BusWidth.BYTES_1, burst).build();
        return FifoSlaveConfig.of(base).withRequestLine(transmitLine);
    }
}
