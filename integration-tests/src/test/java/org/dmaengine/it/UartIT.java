package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.dmaengine.Direction;
import org.dmaengine.DmaEngine;
import org.dmaengine.contract.Clause;
import org.dmaengine.examples.uart.Received;
import org.dmaengine.examples.uart.Uart;
import org.dmaengine.examples.uart.UartParameters;
import org.dmaengine.examples.uart.UartReceiver;
import org.dmaengine.examples.uart.device.SimulatedUart;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/// The UART client on the real controller, with a device whose line moves when the test says so.
@TheProduct
@Timeout(60)
class UartIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final byte XOFF = 0x13;
    private static final int FIFO = 16;
    private static final int PAGE = 64;
    private static final UartParameters PARAMETERS = UartParameters.at(0).onLines(1, 2).withBuffers(PAGE, PAGE);

    private final SimulatedUart device = new SimulatedUart(FIFO);
    private FifoBoard board;
    private Uart uart;

    @BeforeEach
    void attach(BundleContext context, @Service ConfigurationAdmin admin, @Service DmaEngine engine) throws Exception {
        board = new FifoBoard(context, admin, engine);
        board.wire(device.receiver(), 1);
        board.wire(device.transmitter(), 2);
        uart = open(PARAMETERS);
    }

    private Uart open(UartParameters parameters) throws InterruptedException {
        return Uart.on(board.channel(Direction.DEV_TO_MEM), board.channel(Direction.MEM_TO_DEV), parameters, device);
    }

    @AfterEach
    void detach() throws IOException {
        uart.close();
        board.close();
    }

    @Test
    void shouldReceiveInOrderWhateverThePortions() throws InterruptedException {
        Random random = new Random(5);
        byte[] data = bytes(5_000);
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        for (int sent = 0; sent < data.length;) {
            int portion = Math.min(data.length - sent, 1 + random.nextInt(3 * PAGE));
            for (int end = sent + portion; sent < end;) {
                if (device.isReady()) {
                    device.arrive(data[sent++]);
                } else {
                    uart.receiver().next(Duration.ofMillis(1)).ifPresent(next -> received.writeBytes(data(next)));
                }
            }
            if (random.nextInt(4) == 0) {
                uart.receiver().flush();
            }
        }
        while (received.size() < data.length) {
            received.writeBytes(data(next()));
        }
        assertArrayEquals(data, received.toByteArray());
    }

    @Test
    void shouldHandOnASingleByteWhenTheLineIsSilent() throws InterruptedException {
        device.arrive((byte) 1);
        assertArrayEquals(new byte[] {1}, data(next()));
        device.arrive((byte) 2);
        assertArrayEquals(new byte[] {2}, data(next()));
    }

    @Test
    void shouldStopTheOtherSideAndCountWhatItLosesIfThatDoesNotStop() throws InterruptedException {
        uart.close();
        uart = open(PARAMETERS.withIdle(Duration.ZERO)); // a page is handed on when it is full, however slow the machine
        byte[] data = bytes(2 * PAGE + FIFO);
        for (int sent = 0; sent < data.length;) {
            if (device.isReady()) {
                device.arrive(data[sent++]);
            } else {
                Thread.yield();
            }
        }
        device.arrive(new byte[10]); // there is no room anywhere
        assertArrayEquals(Arrays.copyOfRange(data, 0, PAGE), data(next()));
        assertArrayEquals(Arrays.copyOfRange(data, PAGE, 2 * PAGE), data(next()));
        assertEquals(new Received.Overrun(10), flushed());
        assertArrayEquals(Arrays.copyOfRange(data, 2 * PAGE, data.length), receive(FIFO));
    }

    /// What comes next, without a silence to wait for.
    private Received flushed() throws InterruptedException {
        Optional<Received> next = Optional.empty();
        while (next.isEmpty()) {
            uart.receiver().flush();
            next = uart.receiver().next(Duration.ofMillis(1));
        }
        return next.get();
    }

    /// So many bytes, in whatever portions a busy machine hands them on.
    private byte[] receive(int count) throws InterruptedException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        while (received.size() < count) {
            received.writeBytes(data(flushed()));
        }
        return received.toByteArray();
    }

    @Test
    @Clause({"CLB-05", "PAU-09"})
    void shouldSendAnUrgentByteInTheMiddleWithoutDisturbingTheRest() throws Exception {
        byte[] data = new byte[1_000];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (0x20 + i % 0x40);
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        Thread writer = Thread.ofPlatform().start(() -> write(data));
        while (line.size() < 100) {
            line.writeBytes(device.shift(7));
        }
        uart.transmitter().urgent(XOFF);
        while (line.size() < data.length + 1) {
            line.writeBytes(device.shift(7));
        }
        writer.join();
        byte[] sent = line.toByteArray();
        int at = new String(sent, StandardCharsets.ISO_8859_1).indexOf(XOFF);
        assertTrue(at >= 100 && at <= 106 + FIFO + 1, () -> "behind what the device had, before what was in memory: at " + at);
        byte[] others = new byte[data.length];
        System.arraycopy(sent, 0, others, 0, at);
        System.arraycopy(sent, at + 1, others, at, data.length - at);
        assertArrayEquals(data, others);
    }

    @Test
    void shouldTellABreakWhereItWas() throws InterruptedException {
        device.arrive((byte) 1);
        assertArrayEquals(new byte[] {1}, data(next()));
        uart.receiver().lineBreak();
        device.arrive((byte) 2);
        assertEquals(new Received.LineBreak(), next());
        assertArrayEquals(new byte[] {2}, data(next()));
    }

    @Test
    void shouldHandOnEverythingBeforeAHangUp() throws InterruptedException {
        device.arrive((byte) 1, (byte) 2);
        device.hangUp();
        assertArrayEquals(new byte[] {1, 2}, receive(2));
        assertEquals("uart: the line was hung up", assertInstanceOf(Received.HungUp.class, next()).reason());
        assertThrows(IOException.class, () -> {
            while (true) {
                uart.transmitter().write(new byte[PAGE], SOON);
            }
        });
    }

    private void write(byte[] data) {
        try {
            uart.transmitter().write(data, SOON);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Received next() throws InterruptedException {
        UartReceiver receiver = uart.receiver();
        return receiver.next(SOON).orElseThrow(() -> new AssertionError("nothing has come in " + SOON));
    }

    private static byte[] data(Received next) {
        return assertInstanceOf(Received.Bytes.class, next).data();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(3).nextBytes(bytes);
        return bytes;
    }
}
