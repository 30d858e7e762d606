package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelRequest;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.SlaveMap;
import org.dmaengine.TransferStatus;
import org.dmaengine.contract.Clause;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/// Peripherals that are services, and clients that reach them by name through the controller of peripherals.
@TheProduct
class PeripheralsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final SlaveConfig BYTES = SlaveConfig.builder().source(0x10, BusWidth.BYTES_1, 16).destination(0x20, BusWidth.BYTES_1, 16)
            .build();

    @Service
    SlaveMap slaveMap;
    @Service
    DmaEngine engine;
    private BundleContext context;
    private Board board;
    private final List<DmaChannel> channels = new ArrayList<>();
    private final List<CountingPort> ports = new ArrayList<>();

    @BeforeEach
    void beginWithoutABoard(BundleContext itsContext, @Service ConfigurationAdmin admin, @Service SlaveMapSource source) {
        context = itsContext;
        board = new Board(admin, source);
    }

    @AfterEach
    void leaveNothing() throws IOException {
        channels.forEach(DmaChannel::close);
        ports.forEach(CountingPort::unwire);
        board.close();
        ports.forEach(port -> assertEquals(List.of(), port.complaints()));
        ports.forEach(port -> assertFalse(port.isConnected(), "let go of with the controller"));
    }

    private DmaChannel byName(String name, int line) throws IOException, InterruptedException {
        board.entry(name, Map.of("request.line", line));
        DmaChannel channel = slaveMap.requestChannel(board.device(), name, SOON);
        channels.add(channel);
        channel.configure(BYTES);
        return channel;
    }

    private DmaChannel anyOne(FifoSlaveConfig config) throws InterruptedException {
        DmaChannel channel = engine.request(ChannelRequest.of(Capability.SLAVE).onController(board.controllerName()), SOON);
        channels.add(channel);
        channel.configure(config);
        return channel;
    }

    private CountingPort port(Direction direction, int line) {
        CountingPort port = new CountingPort(direction).wire(context, board, line);
        ports.add(port);
        return port;
    }

    private static Mapping counting(DmaChannel channel, int bytes) {
        Mapping memory = channel.mapper().allocate(bytes);
        for (int i = 0; i < bytes; i++) {
            memory.segment().set(ValueLayout.JAVA_BYTE, i, (byte) i);
        }
        return memory;
    }

    private static void assertCounts(MemorySegment memory) {
        for (long i = 0; i < memory.byteSize(); i++) {
            assertEquals((byte) i, memory.get(ValueLayout.JAVA_BYTE, i), "byte " + i);
        }
    }

    private static long begin(DmaChannel channel, Mapping memory, Direction direction) {
        long cookie = channel.prepareSlaveSg(memory, direction).submit();
        channel.issuePending();
        return cookie;
    }

    private static void awaitTrue(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within " + SOON);
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("both directions through the slave map; a transfer waits for its port and says so")
    @Clause({"CFG-08", "REQ-43", "CLD-01"})
    void shouldServeAPeripheralByName() throws Exception {
        board.peripherals(Map.of("dma.channels", 2, "request.lines", 8));
        DmaChannel rx = byName("rx", 3);
        DmaChannel tx = byName("tx", 4);
        Mapping received = rx.mapper().allocate(1000);
        long receiving = begin(rx, received, Direction.DEV_TO_MEM);
        awaitTrue(() -> rx.status(receiving).detail().equals("no port on request line 3"));
        port(Direction.DEV_TO_MEM, 3).ready(1000);
        port(Direction.MEM_TO_DEV, 4).ready(1000);
        long sending = begin(tx, counting(tx, 1000), Direction.MEM_TO_DEV);
        assertEquals(DmaStatus.COMPLETE, rx.await(receiving, SOON).status());
        assertEquals(DmaStatus.COMPLETE, tx.await(sending, SOON).status());
        assertCounts(received.segment());
    }

    @Test
    @DisplayName("a port that unregisters itself inside its own burst, and comes back; nothing is lost")
    void shouldLetAPortGoInsideItsOwnBurst() throws Exception {
        board.peripherals(Map.of());
        DmaChannel rx = byName("rx", 3);
        CountingPort port = port(Direction.DEV_TO_MEM, 3);
        Mapping memory = rx.mapper().allocate(64);
        CountDownLatch gone = new CountDownLatch(1);
        port.insideNextBurst(() -> {
            port.unwire();
            gone.countDown();
        });
        long cookie = begin(rx, memory, Direction.DEV_TO_MEM);
        port.ready(64);
        assertTrue(gone.await(SOON.toSeconds(), TimeUnit.SECONDS));
        awaitTrue(() -> rx.status(cookie).residue() == 48 && !port.isConnected());
        port.wire(context, board, 3);
        assertEquals(DmaStatus.COMPLETE, rx.await(cookie, SOON).status());
        assertCounts(memory.segment());
    }

    @Test
    @DisplayName("ports come and go under load, on threads of their own: every byte arrives once, in order")
    void shouldLoseNothingWhilePortsComeAndGo() throws Exception {
        int lines = 6;
        int bytes = 200_000;
        board.peripherals(Map.of("dma.channels", lines, "physical.channels", 2));
        List<Mapping> memories = new ArrayList<>();
        List<Long> cookies = new ArrayList<>();
        for (int line = 0; line < lines; line++) {
            DmaChannel channel = anyOne(FifoSlaveConfig.of(BYTES).withRequestLine(line));
            Direction direction = line % 2 == 0 ? Direction.DEV_TO_MEM : Direction.MEM_TO_DEV;
            port(direction, line).ready(bytes);
            memories.add(direction == Direction.DEV_TO_MEM ? channel.mapper().allocate(bytes) : counting(channel, bytes));
            cookies.add(begin(channel, memories.getLast(), direction));
        }
        Random random = new Random(4);
        List<Thread> owners = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            List<CountingPort> mine = ports.subList(i * lines / 2, (i + 1) * lines / 2);
            long seed = random.nextLong();
            owners.add(Thread.ofPlatform().start(() -> comeAndGo(mine, new Random(seed), lines, 150)));
        }
        for (Thread owner : owners) {
            owner.join();
        }
        for (int line = 0; line < lines; line++) {
            TransferStatus end = channels.get(line).await(cookies.get(line), SOON);
            assertEquals(DmaStatus.COMPLETE + " 0", end.status() + " " + end.residue(), end::toString);
            assertEquals(bytes, ports.get(line).moved());
            if (line % 2 == 0) {
                assertCounts(memories.get(line).segment());
            }
        }
    }

    private void comeAndGo(List<CountingPort> mine, Random random, int lines, int times) {
        for (int i = 0; i < times; i++) {
            CountingPort port = mine.get(random.nextInt(mine.size()));
            port.unwire();
            if (port.isConnected()) {
                throw new AssertionError("still connected when it has gone");
            }
            port.wire(context, board, ports.indexOf(port));
        }
    }

    @Test
    @DisplayName("24 lines on one physical channel: each has its turn, burst by burst")
    void shouldStarveNoLine() throws Exception {
        int lines = 24;
        board.peripherals(Map.of("dma.channels", lines, "physical.channels", 1));
        for (int line = 0; line < lines; line++) {
            DmaChannel channel = anyOne(FifoSlaveConfig.of(BYTES).withRequestLine(line));
            port(Direction.DEV_TO_MEM, line);
            channel.prepareCyclic(channel.mapper().allocate(4096), 0, 4096, 1024, Direction.DEV_TO_MEM).submit();
            channel.issuePending();
        }
        ports.forEach(port -> port.ready(1L << 40));
        List<Long> before = burstsSeenFromInside();
        awaitTrue(() -> ports.getLast().bursts() > before.getLast() + 20_000);
        List<Long> after = burstsSeenFromInside();
        LongSummaryStatistics bursts = IntStream.range(0, lines).mapToLong(line -> after.get(line) - before.get(line)).summaryStatistics();
        System.out.println("bursts of 24 lines on one physical channel: " + bursts.getMin() + " to " + bursts.getMax());
        assertTrue(bursts.getMax() - bursts.getMin() < bursts.getMax() / 100, bursts::toString);
    }

    /// How many bursts each line has had, at one moment: asked by the only thread that moves any.
    private List<Long> burstsSeenFromInside() throws Exception {
        FutureTask<List<Long>> counts = new FutureTask<>(() -> ports.stream().map(CountingPort::bursts).toList());
        ports.getLast().insideNextBurst(counts);
        return counts.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("the line with the higher priority is served first, and the others are not forgotten")
    void shouldServeUrgentLinesFirst() throws Exception {
        int lines = 8;
        board.peripherals(Map.of("dma.channels", lines, "physical.channels", 1));
        for (int line = 0; line < lines; line++) {
            int priority = line == 5 ? FifoSlaveConfig.HIGHEST_PRIORITY : line == 6 ? 1 : 0;
            DmaChannel channel = anyOne(FifoSlaveConfig.of(BYTES).withRequestLine(line).withPriority(priority));
            port(Direction.DEV_TO_MEM, line);
            channel.prepareCyclic(channel.mapper().allocate(4096), 0, 4096, 1024, Direction.DEV_TO_MEM).submit();
            channel.issuePending();
        }
        ports.forEach(port -> port.ready(1L << 40));
        awaitTrue(() -> ports.get(0).bursts() > 200 && ports.get(7).bursts() > 200);
        List<Long> bursts = ports.stream().map(CountingPort::bursts).toList();
        System.out.println("bursts by line, the sixth is the most urgent, the seventh a little: " + bursts);
        for (int line = 0; line < lines; line++) {
            long of = bursts.get(line);
            if (line != 5) {
                assertTrue(of < bursts.get(5) / 2, () -> "the most urgent line has not had the most: " + bursts);
            }
        }
    }

    @Test
    @DisplayName("a new configuration of the controller: what is in the ports is not lost")
    void shouldLeaveTheDataWithThePorts() throws Exception {
        var configuration = board.peripherals(Map.of("dma.channels", 1));
        CountingPort port = port(Direction.DEV_TO_MEM, 3).ready(16);
        DmaChannel first = byName("rx", 3);
        long cookie = begin(first, first.mapper().allocate(32), Direction.DEV_TO_MEM);
        awaitTrue(() -> first.status(cookie).residue() == 16);
        board.delete(configuration);
        awaitTrue(() -> !port.isConnected());
        first.close();
        board.peripherals(Map.of("dma.channels", 2));
        DmaChannel second = slaveMap.requestChannel(board.device(), "rx", SOON);
        channels.add(second);
        second.configure(BYTES);
        port.ready(16);
        Mapping rest = second.mapper().allocate(16);
        assertEquals(DmaStatus.COMPLETE, second.await(begin(second, rest, Direction.DEV_TO_MEM), SOON).status());
        assertEquals((byte) 16, rest.segment().get(ValueLayout.JAVA_BYTE, 0));
    }
}
