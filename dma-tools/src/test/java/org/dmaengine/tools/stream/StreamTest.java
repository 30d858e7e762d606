package org.dmaengine.tools.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.dmaengine.contract.Clause;
import org.dmaengine.controller.fifo.LiveController;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.stubs.StubEndpoints;
import org.dmaengine.tools.stubs.StubPort;
import org.dmaengine.tools.stubs.StubRegistry;
import org.dmaengine.tools.swap.Swap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whole streams on the real controller and the real core. The buffers are small, so that each side waits for the other often.
@Timeout(60)
class StreamTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int PERIOD = 64;
    private static final int PERIODS = 4;
    private static final long SEED = Long.getLong("dma.seed", System.nanoTime());

    private final LiveController controller = new LiveController(Map.of("dma.channels", 2));
    private final StubRegistry registry = new StubRegistry().with(controller);
    private final byte[] data = new byte[1000];
    private final StubPort sink = StubPort.sink();
    private Swap swap = () -> fail("no swaps were asked for");
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    StreamTest() {
        new Random(SEED).nextBytes(data);
    }

    @AfterEach
    void expectNothingLeft() throws InterruptedException {
        assertEquals(List.of(), registry.lines());
        assertEquals(List.of(), controller.held());
        controller.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("dma-stream")) {
                assertTrue(thread.join(SOON), thread::getName);
            }
        }
    }

    private static StreamParameters parameters(Mode mode, long bytes) {
        return parameters(mode, bytes, "stub:in", "stub:out");
    }

    private static StreamParameters parameters(Mode mode, long bytes, String source, String sink) {
        return parameters(mode, bytes, source, sink, 0);
    }

    private static StreamParameters parameters(Mode mode, long bytes, String source, String sink, int swaps) {
        return new StreamParameters(source, sink, mode, PERIOD, PERIODS, bytes, true, swaps);
    }

    private StreamReport run(StreamParameters parameters, StubEndpoints endpoints) throws CommandFailure {
        return new Stream(parameters, new PrintStream(terminal, true)).run(controller, endpoints, registry.context(), (_, of) -> {
            assertEquals("fifo0", of);
            return swap;
        });
    }

    private StreamReport run(Mode mode, long bytes, StubPort source) throws CommandFailure {
        return run(parameters(mode, bytes), new StubEndpoints(source, sink));
    }

    private String failure(Mode mode, long bytes, StubPort source) {
        String message = assertThrows(CommandFailure.class, () -> run(mode, bytes, source)).getMessage();
        assertTrue(source.isClosed() && sink.isClosed());
        return message;
    }

    private static String sha(byte[] of) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(of));
    }

    @ParameterizedTest
    @EnumSource
    @Clause("CYC-10")
    void shouldLoseAndRepeatNothingWhereverTheSourceEnds(Mode mode) throws Exception {
        for (int length : new int[] {0, 1, PERIOD - 1, PERIOD, PERIOD + 1, PERIOD * PERIODS, 3 * PERIOD * PERIODS + 17, 50_001}) {
            byte[] bytes = new byte[length];
            Random random = new Random(SEED + length);
            random.nextBytes(bytes);
            StubPort source = StubPort.source(bytes);
            StubPort to = StubPort.sink();
            source.most = to.most = 3 * PERIOD;
            source.random = new Random(SEED);
            to.random = random;
            StreamReport report = run(parameters(mode, StreamParameters.ALL), new StubEndpoints(source, to));
            assertArrayEquals(bytes, to.taken(), () -> "length " + length + ", dma.seed=" + SEED);
            assertEquals(length, report.bytes());
            assertEquals(sha(bytes), report.sha());
            assertTrue(source.isClosed() && to.isClosed());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSpreadSwapsOverTheBytes(Mode mode) throws Exception {
        StubPort source = StubPort.source(data);
        List<Long> moved = Collections.synchronizedList(new ArrayList<>());
        swap = () -> moved.add(source.moved());
        StreamReport report = run(parameters(mode, data.length, "stub:in", "stub:out", 9), new StubEndpoints(source, sink));
        assertArrayEquals(data, sink.taken());
        assertEquals(9, report.swaps().size());
        assertTrue(report.text().contains(", 9 swaps (median "), report.text());
        for (int i = 0; i < 9; i++) {
            assertTrue(100 * (i + 1) <= moved.get(i) && moved.get(i) <= 100 * (i + 2), moved::toString);
        }
    }

    @Test
    void shouldSayHowManySwapsHaveFittedIn() throws Exception {
        swap = () -> { };
        StreamReport report = run(parameters(Mode.SG, StreamParameters.ALL, "stub:in", "stub:out", 1000),
                new StubEndpoints(StubPort.source(data), sink));
        assertTrue(report.text().matches("(?s).*, \\d+ of 1000 swaps \\(.*"), report.text());
    }

    @Test
    void shouldFailWithASwap() {
        swap = () -> {
            throw new CommandFailure("it does not come back");
        };
        String message = assertThrows(CommandFailure.class, () -> run(parameters(Mode.SG, 1 << 20, "stub:in", "stub:out", 1),
                new StubEndpoints(StubPort.source(new byte[1 << 20]), sink))).getMessage();
        assertTrue(message.startsWith("swap: it does not come back; the sink took "), message);
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndInMidBlockAndLeaveTheRestInTheSource(Mode mode) throws Exception {
        StubPort source = StubPort.source(data);
        assertEquals(333, run(mode, 333, source).bytes());
        assertArrayEquals(Arrays.copyOf(data, 333), sink.taken());
        assertEquals(333, source.moved());
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayThatTheSourceWasShorterThanWanted(Mode mode) {
        assertEquals("source stub:in ended after 1000 bytes, although bytes=1001 were wanted; the sink has them",
                failure(mode, 1001, StubPort.source(data)));
        assertArrayEquals(data, sink.taken());
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameTheSinkThatFailsAndWhatItTook(Mode mode) {
        sink.failure = new IOException("stub: connection reset");
        sink.failsAfter = 700;
        assertEquals("sink stub: connection reset; the sink took 700 bytes", failure(mode, StreamParameters.ALL, StubPort.source(data)));
        assertArrayEquals(Arrays.copyOf(data, 700), sink.taken());
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellWhatTheDeviceOfTheSinkHasNotTaken(Mode mode) {
        sink.failure = new IOException("stub: connection reset after 660 bytes, 40 more were waiting for it");
        sink.failsAfter = 700;
        sink.buffered = 40;
        assertEquals(sink.failure.getMessage().replace("stub", "sink stub") + "; of 700 bytes streamed the sink took 660",
                failure(mode, StreamParameters.ALL, StubPort.source(data)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameTheSourceThatFailsAndGiveTheSinkWhatCameBefore(Mode mode) {
        StubPort source = StubPort.source(data);
        source.failure = new IOException("stub: cut after 700 bytes");
        source.failsAfter = 700;
        sink.most = 4;
        sink.nanosPerBurst = 1_000_000;
        assertEquals("source stub: cut after 700 bytes; the sink took 700 bytes", failure(mode, StreamParameters.ALL, source));
        assertArrayEquals(Arrays.copyOf(data, 700), sink.taken());
    }

    @Test
    void shouldNotWaitForASinkThatTakesNothingOfAFailedSource() {
        StubPort source = StubPort.source(data);
        source.failure = new IOException("stub: cut after 100 bytes");
        source.failsAfter = 100;
        sink.most = 0;
        assertEquals("source stub: cut after 100 bytes; the sink took 0 bytes", failure(Mode.CYCLIC, StreamParameters.ALL, source));
    }

    @Test
    void shouldShowForWhomItWaitsAtTheEnd() throws Exception {
        sink.buffered = 12;
        sink.stuck = true;
        FutureTask<StreamReport> stream = start(parameters(Mode.CYCLIC, StreamParameters.ALL), new StubEndpoints(StubPort.source(data), sink));
        until(() -> terminal.toString().contains("\r\u001b[Kwaiting for the sink: 12 bytes left"));
        sink.buffered = 0;
        sink.close();
        assertEquals(1000, stream.get(SOON.toSeconds(), TimeUnit.SECONDS).bytes());
    }

    // ---- services leave ----

    @Test
    void shouldSayThatItWasStopped() throws Exception {
        StubPort source = StubPort.source(data);
        source.endless = true;
        assertEquals("stopped; the sink took 1000 bytes", stopped(source, () -> until(() -> sink.moved() == data.length)));
    }

    @Test
    void shouldSayThatItWasStoppedWhileItFinished() throws Exception {
        sink.buffered = 12;
        sink.stuck = true;
        assertEquals("stopped; of 1000 bytes streamed the sink took 988", stopped(StubPort.source(data), sink::awaitFinishing));
    }

    @Test
    void shouldSayHowFarItCameWhenItsChannelsAreTaken() throws Exception {
        StubPort source = StubPort.source(data);
        source.endless = true;
        FutureTask<StreamReport> stream = start(parameters(Mode.CYCLIC, StreamParameters.ALL), new StubEndpoints(source, sink));
        until(() -> sink.moved() == data.length);
        controller.release();
        String message = assertThrows(ExecutionException.class, () -> stream.get(SOON.toSeconds(), TimeUnit.SECONDS)).getCause().getMessage();
        assertTrue(message.contains("released"), message);
        assertTrue(message.endsWith("; the sink took 1000 bytes"), message);
    }

    private String stopped(StubPort source, Moment moment) throws Exception {
        Stream[] stream = new Stream[1];
        CountDownLatch made = new CountDownLatch(1);
        FutureTask<StreamReport> running = new FutureTask<>(() -> {
            stream[0] = new Stream(parameters(Mode.CYCLIC, StreamParameters.ALL), null);
            made.countDown();
            return stream[0].run(controller, new StubEndpoints(source, sink), registry.context(), (_, _) -> swap);
        });
        Thread.ofPlatform().start(running);
        made.await();
        moment.await();
        stream[0].stop("stopped");
        return assertThrows(ExecutionException.class, () -> running.get(SOON.toSeconds(), TimeUnit.SECONDS)).getCause().getMessage();
    }

    // ---- Ctrl-C ----

    @Test
    void shouldLeaveNothingWhenInterruptedWhileTheSourceOpens() throws Exception {
        StubEndpoints endpoints = new StubEndpoints(StubPort.source(data), sink);
        interrupted("interrupted before anything was streamed", parameters(Mode.CYCLIC, StreamParameters.ALL, "late:", "stub:out"), endpoints,
                endpoints::awaitOpening);
        assertFalse(sink.isClosed());
    }

    @Test
    void shouldLeaveNothingWhenInterruptedWhileTheSinkOpens() throws Exception {
        StubPort source = StubPort.source(data);
        StubEndpoints endpoints = new StubEndpoints(source, sink);
        interrupted("interrupted before anything was streamed", parameters(Mode.CYCLIC, StreamParameters.ALL, "stub:in", "late:"), endpoints,
                endpoints::awaitOpening);
        assertTrue(source.isClosed());
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveNothingWhenInterruptedWhileItFlows(Mode mode) throws Exception {
        StubPort source = StubPort.source(data);
        source.endless = true;
        interrupted("interrupted; the sink took 1000 bytes", parameters(mode, StreamParameters.ALL), new StubEndpoints(source, sink),
                () -> until(() -> sink.moved() == data.length));
        assertTrue(source.isClosed() && sink.isClosed());
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveNothingWhenInterruptedWhileItFinishes(Mode mode) throws Exception {
        StubPort source = StubPort.source(data);
        sink.buffered = 12;
        sink.stuck = true;
        interrupted("interrupted; of 1000 bytes streamed the sink took 988", parameters(mode, StreamParameters.ALL), new StubEndpoints(source, sink),
                sink::awaitFinishing);
        assertTrue(source.isClosed() && sink.isClosed());
    }

    /// A moment of a stream.
    private interface Moment {
        void await() throws InterruptedException;
    }

    private void interrupted(String message, StreamParameters parameters, StubEndpoints endpoints, Moment moment) throws Exception {
        FutureTask<StreamReport> stream = new FutureTask<>(() -> run(parameters, endpoints));
        Thread thread = Thread.ofPlatform().start(stream);
        moment.await();
        thread.interrupt();
        Throwable thrown = assertThrows(ExecutionException.class, () -> stream.get(SOON.toSeconds(), TimeUnit.SECONDS)).getCause();
        assertEquals(message, thrown.getMessage());
        assertEquals(CommandFailure.class, thrown.getClass());
    }

    private FutureTask<StreamReport> start(StreamParameters parameters, StubEndpoints endpoints) {
        FutureTask<StreamReport> stream = new FutureTask<>(() -> run(parameters, endpoints));
        Thread.ofPlatform().start(stream);
        return stream;
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within " + SOON);
            Thread.onSpinWait();
        }
    }
}
