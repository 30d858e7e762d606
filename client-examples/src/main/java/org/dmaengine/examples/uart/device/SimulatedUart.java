package org.dmaengine.examples.uart.device;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.dmaengine.Direction;
import org.dmaengine.examples.uart.UartRegisters;
import org.dmaengine.fifo.FifoPort;

/// A UART with a FIFO for each direction, whose line moves when somebody says so: [#arrive] is what the other side sends, [#shift] what this side
/// does. Whoever makes one registers its two ports as services.
///
/// It has a place in the transmit FIFO for the processor, which the controller is not told of, so that an urgent byte always finds room
/// ([#transmit]). All methods may be called on any thread.
public final class SimulatedUart implements UartRegisters {
    private static final int FOR_PROCESSOR = 1;

    private final ByteFifo receiver;
    private final ByteFifo transmitter;

    /// @param fifo bytes of each FIFO
    public SimulatedUart(int fifo) {
        receiver = new ByteFifo(Direction.DEV_TO_MEM, fifo, 0);
        transmitter = new ByteFifo(Direction.MEM_TO_DEV, fifo, FOR_PROCESSOR);
    }

    /// Gives what has arrived.
    public FifoPort receiver() {
        return receiver;
    }

    /// Takes what is to be sent.
    public FifoPort transmitter() {
        return transmitter;
    }

    /// Bytes arrive at the line, from a side that does not wait: those that find the FIFO full are lost, and counted.
    public void arrive(byte... bytes) {
        for (byte value : bytes) {
            if (!receiver.put(value)) {
                receiver.lost();
            }
        }
    }

    /// Says whether the other side may send (RTS).
    public boolean isReady() {
        return !receiver.isFull();
    }

    /// The line sends bytes, if there are any.
    ///
    /// @return the bytes sent
    public byte[] shift(int most) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (int value = 0; sent.size() < most && (value = transmitter.take()) >= 0;) {
            sent.write(value);
        }
        return sent.toByteArray();
    }

    /// Bytes in the transmit FIFO.
    public int waiting() {
        return transmitter.size();
    }

    @Override
    public void transmit(byte character) throws IOException {
        if (!transmitter.put(character)) {
            throw new IOException("the transmit FIFO is full; the line has not sent the last urgent byte yet");
        }
    }

    /// The other side has gone: both ports fail behind what they have.
    public void hangUp() {
        receiver.fail("uart: the line was hung up");
        transmitter.fail("uart: the line was hung up");
    }
}
