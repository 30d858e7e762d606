package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferStatus;
import org.dmaengine.core.stubs.LiveChannel;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.WaitStrategy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// D8 under way: memory is taken away from a running transfer in every way there is, at any moment.
class MemoryStressTest {
    private static final long RUN_NANOS = TimeUnit.MILLISECONDS.toNanos(Long.getLong("dma.stress.millis", 2500));
    private static final int BYTES = 512 << 10;
    private static final int GUARD = 4096;
    private static final byte MARK = 0x77;
    private static final Duration LONG = Duration.ofNanos(3 * Patience.NANOS);

    /// How the memory goes.
    private enum Blow { CLOSE_SOURCE_ARENA, CLOSE_TARGET_ARENA, CLOSE_MAPPING, TERMINATE_AND_CLOSE_MAPPING, TRUNCATE_SOURCE, TRUNCATE_TARGET }

    @TempDir
    private Path folder;
    private final Ends ends = new Ends();
    private final Map<Blow, Set<TransferOutcome>> seen = new EnumMap<>(Blow.class);
    private LiveChannel live;
    private Random random;
    private int blows;

    @ParameterizedTest(name = "assistable {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("D8 no crash, no stray write, that transfer ends exactly once, and the channel's next transfer succeeds")
    void shouldSurviveMemoryTakenAwayAtAnyMoment(boolean assistable) throws Exception {
        long seed = Long.getLong("dma.seed", System.nanoTime());
        // To be seen also when the JVM dies: repeat with -Ddma.seed.
        System.out.println("MemoryStressTest: dma.seed=" + seed + " assistable=" + assistable);
        random = new Random(seed);
        EngineSpec spec = new EngineSpec("memory", 1, WaitStrategy.ADAPTIVE, assistable);
        try (LiveChannel channel = new LiveChannel(ChannelCapabilities.of(Capability.MEMCPY), spec, 16)) {
            live = channel;
            long deadline = System.nanoTime() + RUN_NANOS;
            while (System.nanoTime() - deadline < 0) {
                Blow blow = Blow.values()[random.nextInt(Blow.values().length)];
                strike(blow);
                blows++;
                assertNextTransferWorks(blow + " number " + blows + ", seed " + seed);
            }
            channel.channel.synchronize();
            assertEquals(List.of(), ends.problems(), "seed " + seed);
            assertEquals(List.of(), channel.owner.told(), "seed " + seed);
            assertEquals(List.of(), channel.log.lines(), "seed " + seed);
            assertEquals("", channel.driver.overlap(), "seed " + seed);
            assertEquals(0, channel.device.liveMappings(), "seed " + seed);
        }
        System.out.println("MemoryStressTest: " + blows + " blows, outcomes " + seen);
    }

    private void strike(Blow blow) throws Exception {
        switch (blow) {
            case CLOSE_SOURCE_ARENA -> closeArena(blow, true);
            case CLOSE_TARGET_ARENA -> closeArena(blow, false);
            case CLOSE_MAPPING, TERMINATE_AND_CLOSE_MAPPING -> closeMapping(blow);
            case TRUNCATE_SOURCE -> truncate(blow, true);
            case TRUNCATE_TARGET -> truncate(blow, false);
        }
    }

    private void closeArena(Blow blow, boolean ofSource) throws Exception {
        Arena taken = Arena.ofShared();
        try (Arena kept = Arena.ofShared()) {
            Mapping from = map((ofSource ? taken : kept).allocate(BYTES), MapDirection.TO_DEVICE);
            Mapping to = map((ofSource ? kept : taken).allocate(BYTES), MapDirection.FROM_DEVICE);
            long cookie = issue(to, from);
            spin(random.nextInt(60_000));
            taken.close();
            // Whoever writes to the freed memory now most likely writes here.
            MemorySegment heir = kept.allocate(BYTES).fill(MARK);
            TransferOutcome failed = ofSource ? TransferOutcome.READ_FAILED : TransferOutcome.WRITE_FAILED;
            assertEnds(blow, cookie, EnumSet.of(TransferOutcome.NO_ERROR, failed));
            assertMarked(heir, 0, BYTES, blow);
            from.close();
            to.close();
        }
    }

    private void closeMapping(Blow blow) throws Exception {
        boolean terminate = blow == Blow.TERMINATE_AND_CLOSE_MAPPING;
        try (Arena arena = Arena.ofShared()) {
            MemorySegment around = arena.allocate(BYTES + 2 * GUARD).fill(MARK);
            Mapping from = map(arena.allocate(BYTES), MapDirection.TO_DEVICE);
            Mapping to = terminate ? live.channel.mapper().allocate(BYTES) : map(around.asSlice(GUARD, BYTES), MapDirection.FROM_DEVICE);
            long cookie = issue(to, from);
            spin(random.nextInt(60_000));
            if (terminate) {
                live.channel.terminateAsync();
                to.close(); // its memory is freed when the driver has stopped, and must not be before
                assertEnds(blow, cookie, EnumSet.of(TransferOutcome.NO_ERROR, TransferOutcome.ABORTED));
                live.channel.synchronize();
            } else {
                closeOrBeRefused(to, cookie);
                assertEnds(blow, cookie, EnumSet.of(TransferOutcome.NO_ERROR));
                to.close();
            }
            from.close();
            assertMarked(around, 0, GUARD, blow);
            assertMarked(around, GUARD + BYTES, GUARD, blow);
        }
    }

    private void closeOrBeRefused(Mapping mapping, long cookie) {
        boolean endedBefore = live.channel.hasEnded(cookie);
        try {
            mapping.close();
            assertTrue(live.channel.hasEnded(cookie), "it was closed under a running transfer");
        } catch (IllegalStateException refused) {
            assertTrue(refused.getMessage().contains("cookies " + cookie) && !endedBefore, refused.getMessage());
        }
    }

    private void truncate(Blow blow, boolean ofSource) throws Exception {
        try (Arena arena = Arena.ofShared(); FileChannel file = FileChannel.open(folder.resolve("file"), StandardOpenOption.CREATE,
                StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            MemorySegment mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, BYTES, arena);
            Mapping from = map(ofSource ? mapped : arena.allocate(BYTES), MapDirection.TO_DEVICE);
            Mapping to = map(ofSource ? arena.allocate(BYTES) : mapped, MapDirection.FROM_DEVICE);
            long cookie = issue(to, from);
            spin(random.nextInt(60_000));
            file.truncate(random.nextInt(BYTES));
            TransferOutcome failed = ofSource ? TransferOutcome.READ_FAILED : TransferOutcome.WRITE_FAILED;
            assertEnds(blow, cookie, EnumSet.of(TransferOutcome.NO_ERROR, failed));
            from.close();
            to.close();
        }
    }

    private Mapping map(MemorySegment segment, MapDirection direction) {
        return live.channel.mapper().map(segment, direction);
    }

    private long issue(Mapping to, Mapping from) {
        long cookie = live.channel.prepareMemcpy(to, 0, from, 0, BYTES, TransferFlag.INTERRUPT).onComplete(ends.descriptors()).submit();
        live.channel.issuePending();
        return cookie;
    }

    private static void spin(long nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }

    private void assertEnds(Blow blow, long cookie, Set<TransferOutcome> allowed) throws InterruptedException {
        TransferStatus status = live.channel.await(cookie, LONG);
        ends.ended(status);
        assertTrue(allowed.contains(status.outcome()), status::toString);
        assertTrue(status.residue() >= 0 && status.residue() <= BYTES && (status.residue() == 0 || status.status() != DmaStatus.COMPLETE),
                status::toString);
        seen.computeIfAbsent(blow, any -> EnumSet.noneOf(TransferOutcome.class)).add(status.outcome());
    }

    private void assertMarked(MemorySegment memory, long from, long bytes, Blow blow) {
        for (long i = from; i < from + bytes; i++) {
            if (memory.get(ValueLayout.JAVA_BYTE, i) != MARK) {
                throw new AssertionError("a stray write at " + i + " after " + blow + " number " + blows);
            }
        }
    }

    private void assertNextTransferWorks(String after) throws InterruptedException {
        try (Mapping from = live.channel.mapper().allocate(100); Mapping to = live.channel.mapper().allocate(100)) {
            from.segment().fill((byte) blows);
            long calls = ends.calls();
            long cookie = live.channel.prepareMemcpy(to, 0, from, 0, 100, TransferFlag.INTERRUPT).onComplete(ends.descriptors()).submit();
            live.channel.issuePending();
            assertEquals(DmaStatus.COMPLETE, live.channel.await(cookie, LONG).status(), after);
            assertEquals(-1, from.segment().mismatch(to.segment()), after);
            Patience.until(() -> ends.calls() > calls && ends.lastCalled() == cookie, "it is called back after " + after);
        }
    }
}
