package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Direction;
import org.dmaengine.DmaEngine;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.EndpointScheme;
import org.dmaengine.endpoints.Endpoints;
import org.dmaengine.examples.uart.Received;
import org.dmaengine.examples.uart.Uart;
import org.dmaengine.examples.uart.UartParameters;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/// The UART client on a line of the operating system: a pseudo-terminal, of which the test has the other side.
@TheProduct
@EnabledOnOs(OS.LINUX)
class SerialLineIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final PseudoTerminal pair = PseudoTerminal.open();
    private EndpointPort source;
    private EndpointPort sink;
    private FifoBoard board;
    private Uart uart;

    @BeforeEach
    void attach(BundleContext context, @Service ConfigurationAdmin admin, @Service DmaEngine engine, @Service Endpoints endpoints,
                @Service(filter = "(dma.endpoint.scheme=tty)") EndpointScheme present) throws Exception {
        source = endpoints.open("tty:" + pair.path(), Direction.DEV_TO_MEM);
        sink = endpoints.open("tty:" + pair.path(), Direction.MEM_TO_DEV);
        board = new FifoBoard(context, admin, engine);
        board.wire(source, 1);
        board.wire(sink, 2);
        uart = Uart.on(board.channel(Direction.DEV_TO_MEM), board.channel(Direction.MEM_TO_DEV), UartParameters.at(0).onLines(1, 2), this::transmit);
    }

    @AfterEach
    void detach() throws IOException {
        uart.close();
        board.close();
        source.close();
        sink.close();
        pair.close();
    }

    /// The processor's way to the same line.
    private void transmit(byte character) throws IOException {
        try (FileChannel line = FileChannel.open(Path.of(pair.path()), StandardOpenOption.WRITE)) {
            line.write(ByteBuffer.wrap(new byte[] {character}));
        }
    }

    @Test
    void shouldPassEverythingBothWaysAtOnce() throws Exception {
        byte[] data = new byte[300_000];
        new Random(9).nextBytes(data);
        FutureTask<byte[]> sent = new FutureTask<>(() -> pair.read(data.length));
        Thread.ofPlatform().start(sent);
        FutureTask<Void> writing = new FutureTask<>(() -> {
            uart.transmitter().write(data, SOON);
            uart.transmitter().drain(SOON);
            return null;
        });
        Thread.ofPlatform().start(writing);
        FutureTask<Void> feeding = new FutureTask<>(() -> {
            pair.write(data);
            return null;
        });
        Thread.ofPlatform().start(feeding);
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        while (received.size() < data.length) {
            received.writeBytes(assertInstanceOf(Received.Bytes.class, uart.receiver().next(SOON).orElseThrow()).data());
        }
        assertArrayEquals(data, received.toByteArray());
        assertArrayEquals(data, sent.get(SOON.toSeconds(), TimeUnit.SECONDS));
        writing.get(SOON.toSeconds(), TimeUnit.SECONDS);
        feeding.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void shouldSendAnUrgentByteOnce() throws Exception {
        uart.transmitter().urgent((byte) 0x13);
        assertArrayEquals(new byte[] {0x13}, pair.read(1));
    }

    @Test
    void shouldSayThatTheLineWasHungUp() throws Exception {
        pair.write((byte) 7);
        assertArrayEquals(new byte[] {7}, assertInstanceOf(Received.Bytes.class, uart.receiver().next(SOON).orElseThrow()).data());
        pair.close();
        String reason = assertInstanceOf(Received.HungUp.class, uart.receiver().next(SOON).orElseThrow()).reason();
        assertTrue(reason.startsWith("tty:" + pair.path() + ": the line was hung up"), reason);
    }
}
