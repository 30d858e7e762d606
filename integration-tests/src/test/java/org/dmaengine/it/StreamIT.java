package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.dmaengine.ChannelInfo;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.testing.Service;
import org.dmaengine.testing.WithProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/// `dma:stream` as Gogo runs it on the board that ships. Whatever happens, lines, leases and threads are given back.
@TheProduct
@WithProperty(name = "configurator.initial", value = "file:../cnf/board/default.json")
class StreamIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final byte[] data = new byte[1 << 20];
    private CommandProcessor processor;
    private BundleContext context;
    private DmaEngine engine;

    @BeforeEach
    void prepare(BundleContext itsContext, @Service CommandProcessor itsProcessor, @Service DmaEngine itsEngine, @Service SlaveMap slaveMap)
            throws Exception {
        slaveMap.requestChannel("shell", "copy", SOON).close();
        context = itsContext;
        processor = itsProcessor;
        engine = itsEngine;
        until(() -> engine.channels().stream().anyMatch(channel -> channel.controller().equals("fifo0")), "the board is up");
        new Random(11).nextBytes(data);
        Files.write(folder.resolve("in"), data);
    }

    @AfterEach
    void expectNothingLeft() {
        assertEquals(List.of(), ports());
        assertEquals(List.of(), engine.channels().stream().filter(channel -> !channel.isFree()).map(ChannelInfo::name).toList());
        until(() -> threads().isEmpty(), "the stream's threads have ended");
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("endpoint ") || name.startsWith("dma-stream")).toList();
    }

    private List<FifoPort> ports() {
        try {
            Collection<ServiceReference<FifoPort>> ports = context.getServiceReferences(FifoPort.class, null);
            return ports.stream().map(context::getService).toList();
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static void until(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "waited in vain until " + what);
            Thread.onSpinWait();
        }
    }

    private void stream(String words) throws Exception {
        try (CommandSession session = processor.createSession(new ByteArrayInputStream(new byte[0]), console, console)) {
            session.currentDir(folder);
            session.execute("dma:stream " + words);
        }
    }

    private FutureTask<Void> begin(String words) {
        FutureTask<Void> task = new FutureTask<>(() -> {
            stream(words);
            return null;
        });
        Thread.ofPlatform().name("it-stream").start(task);
        return task;
    }

    private static void end(FutureTask<Void> stream) throws Exception {
        stream.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private static String failure(FutureTask<Void> stream) {
        return assertThrows(ExecutionException.class, () -> end(stream)).getCause().getMessage();
    }

    private byte[] out() throws IOException {
        return Files.readAllBytes(folder.resolve("out"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cyclic", "sg", "single"})
    void shouldStreamAFile(String mode) throws Exception {
        stream("file:in file:out period=1000 periods=4 mode=" + mode);
        assertArrayEquals(data, out());
        assertTrue(console.toString().startsWith("1048576 bytes, 1049 periods of 1000, nothing lost, "), console::toString);
    }

    @Test
    void shouldStreamThroughASocketToAnotherStream() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        FutureTask<Void> receiving = begin("listen:" + port + " file:out");
        until(() -> ports().size() == 2, "the first stream listens");
        stream("file:in tcp:localhost:" + port);
        end(receiving);
        assertArrayEquals(data, out());
    }

    @Test
    void shouldEndWithANamedErrorWhenTheEndpointsLeave() throws Exception {
        Bundle bundle = bundle("org.dmaengine.endpoints");
        FutureTask<Void> stream = begin("pattern:1 file:out");
        until(() -> ports().size() == 2 && ((EndpointPort) ports().get(1)).moved() > 100_000, "it flows");
        try {
            bundle.stop();
            String message = failure(stream);
            // Which one comes first is the framework's business: the ports' end, or the command's.
            Matcher told = Pattern.compile("(?:sink file:\\S+: the port is closed|source pattern:1: the port is closed"
                    + "|stopped, since the bundle of the engine, the endpoints or the tools is); "
                    + "(?:the sink took|of \\d+ bytes streamed the sink took) (\\d+)(?: bytes)?").matcher(message);
            assertTrue(told.matches(), message);
            assertEquals(Long.parseLong(told.group(1)), Files.size(folder.resolve("out")));
        } finally {
            bundle.start();
        }
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName())).findFirst().orElseThrow();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldReceiveALineAtThreeMegabits() throws Exception {
        try (PseudoTerminal pair = PseudoTerminal.open()) {
            FutureTask<Void> stream = begin("tty:" + pair.path() + ",baud=3000000 file:out bytes=" + data.length);
            until(() -> ports().size() == 2, "the line is open");
            long begin = System.nanoTime();
            pair.write(data);
            end(stream);
            assertArrayEquals(data, out());
            long bits = data.length * 10L * 1_000_000_000 / (System.nanoTime() - begin);
            assertTrue(bits < 3_300_000, () -> "faster than the line: " + bits + " bits per second");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldSayHowFarALineCameThatWasHungUp() throws Exception {
        try (PseudoTerminal pair = PseudoTerminal.open()) {
            FutureTask<Void> stream = begin("tty:" + pair.path() + " file:out");
            until(() -> ports().size() == 2, "the line is open");
            pair.write(Arrays.copyOf(data, 100_000));
            pair.close();
            String message = failure(stream);
            Matcher told = Pattern.compile("source tty:/dev/\\S+: the line was hung up after (\\d+) bytes; the sink took (\\d+) bytes").matcher(message);
            assertTrue(told.matches(), message);
            assertEquals(told.group(1), told.group(2));
            int received = Integer.parseInt(told.group(1));
            assertArrayEquals(Arrays.copyOf(data, received), out());
        }
    }
}
