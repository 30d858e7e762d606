package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.dmaengine.SwapEvent.Active;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/// D7: what does not end by itself holds nobody up. The controller's bundle stops within 1 s ([ReplacedController#stopInTime]), and when it is started
/// again the transfer goes on from the byte where it was.
@TheProduct
class HotSwapBoundIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int LINE = 3;
    private static final int PERIODS = 4;
    private static final int PACE_MILLIS = 10;
    private static final int WORDS_PER_PACE = 100;
    private static final int PERIOD = 1000 / PACE_MILLIS * WORDS_PER_PACE * Words.BYTES; // 1 s
    private static final int PIECES = 48;
    private static final int PIECE = 64 << 20; // 3 GiB in all

    private final BundleContext context;
    @Service
    SlaveMap slaveMap;
    @Service
    DmaEngine engine;
    private Board board;

    HotSwapBoundIT(BundleContext context) {
        this.context = context;
    }

    @BeforeEach
    void beginWithoutABoard(@Service ConfigurationAdmin admin, @Service SlaveMapSource source) {
        board = new Board(admin, source);
    }

    @AfterEach
    void takeTheBoardAway() throws Exception {
        board.close();
    }

    @ParameterizedTest
    @EnumSource(value = Direction.class, names = {"DEV_TO_MEM", "MEM_TO_DEV"})
    @DisplayName("a port that is quiet")
    void shouldNotWaitForAQuietPort(Direction direction) throws Exception {
        board.entry("port", Map.of("request.line", LINE));
        CountingPort port = CountingPort.ofWords(direction).wire(context, board, LINE);
        ReplacedController controller = peripherals();
        try (DmaChannel channel = slaveMap.requestChannel(board.device(), "port", SOON);
             HalfWay transfer = new HalfWay(channel, port, 10_000, 1234)) {
            SwapLog log = SwapLog.of(channel);
            controller.stopInTime();
            log.expectDetached(transfer.cookie(), Active.CONTINUES);
            controller.start();
            log.expectRebound();
            transfer.finish();
            log.expectNothingElse();
        } finally {
            port.unwire();
        }
    }

    @Test
    @DisplayName("a channel that is paused; it still is when the controller has come back")
    void shouldNotWaitForAPausedChannel() throws Exception {
        board.entry("copy", Map.of());
        ReplacedController controller = new ReplacedController(context, engine, board, ReplacedController.MEMCPY, board.controller(1));
        int bytes = 256 << 20;
        try (DmaChannel channel = slaveMap.requestChannel(board.device(), "copy", SOON);
             Mapping from = channel.mapper().allocate(bytes);
             Mapping to = channel.mapper().allocate(bytes)) {
            SwapLog log = SwapLog.of(channel);
            new Random(1).longs(bytes >> 10).forEach(new Stamps(from.segment(), 1 << 10));
            long cookie = channel.prepareMemcpy(to, 0, from, 0, bytes).submit();
            channel.issuePending();
            Peripherals.until(() -> channel.status(cookie).residue() < bytes, "something has been copied");
            channel.pause();
            long residue = channel.status(cookie).residue();
            assertTrue(residue > 0, "it is not complete yet");
            controller.stopInTime();
            log.expectDetached(cookie, Active.CONTINUES);
            controller.start();
            log.expectRebound();
            assertTrue(channel.isPaused());
            assertEquals(residue, channel.status(cookie).residue());
            channel.resume();
            TransferStatus end = channel.await(cookie, SOON);
            assertTrue(end.isOk(), end::toString);
            assertEquals(-1, from.segment().mismatch(to.segment()));
            log.expectNothingElse();
        }
    }

    @Test
    @DisplayName("a ring with a period of 1 s, in the middle of one: its position and the numbers of its periods go on")
    void shouldNotWaitForALongPeriod() throws Exception {
        board.entry("ring", Map.of("request.line", LINE));
        CountingPort port = CountingPort.ofWords(Direction.DEV_TO_MEM).wire(context, board, LINE);
        ReplacedController controller = peripherals();
        try (ScheduledExecutorService device = Executors.newSingleThreadScheduledExecutor();
             DmaChannel channel = slaveMap.requestChannel(board.device(), "ring", SOON);
             Mapping memory = channel.mapper().allocate(PERIODS * PERIOD)) {
            RingCheck ring = new RingCheck(memory, PERIODS, PERIOD);
            channel.configure(Words.CONFIG);
            SwapLog log = SwapLog.of(channel);
            long cookie = ring.start(channel);
            device.scheduleAtFixedRate(() -> port.ready(WORDS_PER_PACE * Words.BYTES), 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
            Peripherals.until(() -> port.moved() > PERIOD / 2, "half a period has been moved");
            controller.stopInTime();
            log.expectDetached(cookie, Active.CONTINUES);
            controller.start();
            log.expectRebound();
            ring.awaitPeriods(2);
            controller.stopInTime();
            controller.start();
            ring.awaitPeriods(3);
            device.shutdownNow();
            channel.terminateSync();
            assertEquals(List.of(), ring.complaints());
            assertEquals(List.of(), port.complaints());
        } finally {
            port.unwire();
        }
    }

    @Test
    @DisplayName("a copy of 3 GiB")
    void shouldNotWaitForAHugeCopy(@TempDir Path folder) throws Exception {
        board.entry("copy", Map.of());
        ReplacedController controller = new ReplacedController(context, engine, board, ReplacedController.MEMCPY, board.controller(1));
        try (Arena arena = Arena.ofShared(); DmaChannel channel = slaveMap.requestChannel(board.device(), "copy", SOON)) {
            // Each piece begins elsewhere in the same memory, so that no two are alike.
            MemorySegment random = arena.allocate(PIECE + (long) PIECES * Long.BYTES);
            new Random(1).longs(random.byteSize() / Long.BYTES).forEach(new Stamps(random, Long.BYTES));
            ScatterList pieces = new ScatterList(IntStream.range(0, PIECES).mapToObj(i -> random.asSlice((long) i * Long.BYTES, PIECE)).toList());
            MemorySegment target = sparse(folder.resolve("target"), pieces.length(), arena);
            SwapLog log = SwapLog.of(channel);
            try (Mapping from = channel.mapper().map(pieces, MapDirection.TO_DEVICE);
                 Mapping to = channel.mapper().map(target, MapDirection.FROM_DEVICE)) {
                long cookie = channel.prepareMemcpySg(to, from).submit();
                channel.issuePending();
                Peripherals.until(() -> channel.status(cookie).residue() < pieces.length(), "something has been copied");
                controller.stopInTime();
                log.expectDetached(cookie, Active.CONTINUES);
                controller.start();
                log.expectRebound();
                TransferStatus end = channel.await(cookie, SOON);
                assertTrue(end.isOk(), end::toString);
            }
            for (int i = 0; i < PIECES; i++) {
                assertEquals(-1, pieces.segments().get(i).mismatch(target.asSlice((long) i * PIECE, PIECE)), "piece " + i);
            }
            log.expectNothingElse();
        }
    }

    private static MemorySegment sparse(Path file, long length, Arena arena) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, length, arena);
        }
    }

    private ReplacedController peripherals() throws Exception {
        return new ReplacedController(context, engine, board, ReplacedController.FIFO, board.peripherals(Map.of("dma.channels", 2)));
    }
}
