package org.dmaengine.examples.uart;

import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveMap;

/// A serial port whose bytes go by DMA, both ways.
///
/// ```java
/// try (Uart uart = Uart.open(slaveMap, "uart0", UartParameters.at(0x4000_4400), registers)) {
///     uart.transmitter().write(question, PATIENCE);
///     switch (uart.receiver().next(PATIENCE).orElseThrow()) {
///         case Received.Bytes(byte[] data) -> answer(data);
///         case Received.Overrun(long bytes) -> lost(bytes);
///         case Received.LineBreak() -> attention();
///         case Received.HungUp(String reason) -> over(reason);
///     }
/// }
/// ```
public final class Uart implements AutoCloseable {
    private final UartReceiver receiver;
    private final UartTransmitter transmitter;

    private Uart(UartReceiver receiver, UartTransmitter transmitter) {
        this.receiver = receiver;
        this.transmitter = transmitter;
    }

    // @start region="open"
    /// Requests the channels "rx" and "tx" of the device, and begins to receive (CLB-01).
    ///
    /// @throws DmaException if one is not to be had, or cannot do it; nothing is held then, and the caller does without DMA (CLD-02)
    public static Uart open(SlaveMap slaveMap, String device, UartParameters parameters, UartRegisters registers) {
        DmaChannel rx = slaveMap.requestChannel(device, "rx");
        try {
            return on(rx, slaveMap.requestChannel(device, "tx"), parameters, registers);
        } catch (RuntimeException e) {
            rx.close();
            throw e;
        }
    }

    /// The same on channels that the caller has; they become the UART's own, and are released if it cannot use them.
    public static Uart on(DmaChannel rx, DmaChannel tx, UartParameters parameters, UartRegisters registers) {
        try {
            UartReceiver receiver = new UartReceiver(rx, parameters);
            Uart uart = new Uart(receiver, new UartTransmitter(tx, parameters, registers));
            receiver.start();
            return uart;
        } catch (RuntimeException e) {
            rx.close();
            tx.close();
            throw e;
        }
    }
    // @end

    /// What comes in.
    public UartReceiver receiver() {
        return receiver;
    }

    /// What goes out.
    public UartTransmitter transmitter() {
        return transmitter;
    }

    @Override
    public void close() {
        receiver.close();
        transmitter.close();
    }
}
