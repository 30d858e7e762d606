package org.dmaengine.tools.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.dmaengine.Capability;
import org.dmaengine.examples.uart.Received;
import org.dmaengine.examples.uart.Uart;
import org.dmaengine.examples.uart.UartParameters;
import org.dmaengine.examples.uart.device.SimulatedUart;

/// A UART whose line leads back to itself: what is sent comes back in order, a byte that is urgent earlier.
final class TalkSerially implements DemoPart {
    private static final int RX = 9_005;
    private static final int TX = 9_006;
    private static final int FIFO = 256;
    private static final int BYTES = 1 << 14;
    private static final int URGENT_BEHIND = BYTES / 2;
    private static final byte URGENT = 0x13;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration GLANCE = Duration.ofMillis(1);

    @Override
    public String title() {
        return "A serial port: all that is sent comes back, and an urgent byte overtakes";
    }

    @Override
    public List<Class<?>> examples() {
        return List.of(Uart.class);
    }

    @Override
    public void show(Stage stage) throws Exception {
        SimulatedUart device = new SimulatedUart(FIFO);
        try (Wiring _ = new Wiring(device.receiver(), RX);
             Wiring _ = new Wiring(device.transmitter(), TX);
             Uart uart = Uart.on(stage.engine().requestAny(Capability.SLAVE), stage.engine().requestAny(Capability.SLAVE),
                     UartParameters.at(0).onLines(RX, TX), device)) {
            byte[] data = withoutUrgent();
            long begin = System.nanoTime();
            byte[] back = loop(device, uart, data);
            double millis = (System.nanoTime() - begin) / 1e6;
            int at = indexOfUrgent(back);
            boolean same = at >= 0 && Arrays.equals(data, 0, at, back, 0, at) && Arrays.equals(data, at, BYTES, back, at + 1, BYTES + 1);
            Proof.isTrue(same, "%,d bytes came back, and not those that were sent", back.length);
            stage.fact("there and back", "%,d bytes in %.1f ms, each once and in order", BYTES, millis);
            stage.fact("urgent byte", "asked for when %,d bytes had passed, on the line behind byte %,d", URGENT_BEHIND, at);
        }
    }

    private static byte[] withoutUrgent() {
        byte[] data = new byte[BYTES];
        new Random(1).nextBytes(data);
        for (int i = 0; i < BYTES; i++) {
            data[i] = data[i] == URGENT ? 0 : data[i];
        }
        return data;
    }

    /// Moves what this side sends to where it receives, as far as there is room.
    private static byte[] loop(SimulatedUart device, Uart uart, byte[] data) throws Exception {
        FutureTask<Void> writing = new FutureTask<>(() -> {
            uart.transmitter().write(data, PATIENCE);
            return null;
        });
        Thread.ofVirtual().start(writing);
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        boolean asked = false;
        for (int passed = 0; passed <= BYTES;) {
            byte[] one = device.isReady() ? device.shift(1) : new byte[0];
            device.arrive(one);
            passed += one.length;
            if (!asked && passed == URGENT_BEHIND) {
                uart.transmitter().urgent(URGENT);
                asked = true;
            }
            if (one.length == 0) {
                take(uart, GLANCE, back);
            }
        }
        writing.get();
        while (back.size() <= BYTES) {
            take(uart, PATIENCE, back);
        }
        return back.toByteArray();
    }

    private static void take(Uart uart, Duration patience, ByteArrayOutputStream back) throws IOException, InterruptedException {
        Optional<Received> next = uart.receiver().next(patience);
        if (next.isEmpty() && patience == PATIENCE) {
            throw new IOException("only " + back.size() + " bytes have come back");
        }
        if (next.isPresent()) {
            switch (next.get()) {
                case Received.Bytes(byte[] bytes) -> back.writeBytes(bytes);
                case Received.Overrun(long bytes) -> throw new IOException(bytes + " bytes were lost");
                case Received.LineBreak() -> throw new IOException("nobody has sent a break");
                case Received.HungUp(String reason) -> throw new IOException(reason);
            }
        }
    }

    private static int indexOfUrgent(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == URGENT) {
                return i;
            }
        }
        return -1;
    }
}
