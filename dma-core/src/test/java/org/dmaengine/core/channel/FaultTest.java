package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Answer;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.TransferFault;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Source or destination fails: that transfer ends, exactly once and with the bytes counted, and the channel goes on
/// (D8, CB-02, ST-25).
class FaultTest {
    private static final int PAGE = 4096;

    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY, Capability.MEMSET, Capability.SLAVE, Capability.CYCLIC)
            .directions(Direction.MEM_TO_DEV, Direction.DEV_TO_MEM));
    private final VirtualChannel channel = bench.channel;
    private final Callbacks callbacks = new Callbacks();
    @TempDir
    private Path folder;

    private long submit(Mapping to, Mapping from, long length) {
        return channel.prepareMemcpy(to, 0, from, 0, length, TransferFlag.INTERRUPT).onComplete(callbacks.record()).submit();
    }

    /// The first transfer has ended like this, once, and the next one works.
    private void assertEndsAndTheNextWorks(TransferOutcome outcome, long residue, String detail) {
        bench.run();
        bench.deliver();
        TransferResult result = callbacks.only();
        assertEquals(outcome, result.outcome());
        assertEquals(residue, result.residue());
        assertTrue(result.detail().contains(detail), result.detail());
        assertTrue(result.uncertain() <= residue, "nothing beyond the transfer may have been touched");
        assertEquals(DmaStatus.ERROR, channel.status(1).status());
        assertEquals(outcome, channel.status(1).outcome());
        assertEquals(residue, channel.status(1).residue());
        Mapping from = bench.pattern(8);
        Mapping to = bench.zeroes(8);
        long next = submit(to, from, 8);
        bench.issueAndMove(1 << 20);
        assertEquals(DmaStatus.COMPLETE, channel.status(next).status());
        assertArrayEquals(Bench.patternBytes(0, 8), Bench.bytes(to));
        assertEquals(List.of(), bench.owner.told(), "the driver is not to blame");
    }

    @Test
    @Clause({"CB-02", "ST-25"})
    @DisplayName("CB-02 a driver reports that the source failed")
    void shouldEndReadFailedWhenTheDriverSaysSo() {
        submit(bench.zeroes(64), bench.pattern(64), 64);
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            bench.driver.move(transfer, 5);
            throw TransferFault.read(5, "parity", new IOException("the cause"));
        });
        bench.driver.host().wake();
        assertEndsAndTheNextWorks(TransferOutcome.READ_FAILED, 49, "parity");
        assertEquals(List.of("start 1", "step 1 +10"), bench.driver.calls().subList(0, 2));
        assertFalse(bench.driver.calls().contains("stop 1"), "a driver that reports a fault has let go");
    }

    @Test
    @Clause({"CB-02", "ST-25"})
    @DisplayName("CB-02 a driver reports that the destination failed, in its start")
    void shouldEndWriteFailedWhenTheDriverSaysSoInItsStart() {
        bench.driver.plan(DriverCall.START, Answer.thrown(TransferFault.write(0, null, null)));
        submit(bench.zeroes(64), bench.pattern(64), 64);
        bench.issueAndMove(10);
        assertEndsAndTheNextWorks(TransferOutcome.WRITE_FAILED, 64, "");
    }

    @Test
    @DisplayName("CB-02 a ring that faults ends, and is called back")
    void shouldEndARingThatFaults() {
        channel.configure(SlaveConfig.builder().build());
        channel.prepareCyclic(bench.zeroes(64), 0, 64, 16, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT)
                .onComplete(callbacks.record()).submit();
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.STEP, Answer.thrown(TransferFault.read(2, "unplugged", null)));
        bench.driver.host().wake();
        assertEndsAndTheNextWorks(TransferOutcome.READ_FAILED, 52, "unplugged");
    }

    @Test
    @DisplayName("D8 the client closes the source's arena between two steps")
    void shouldEndReadFailedWhenTheSourcesArenaIsClosed() {
        try (Arena arena = Arena.ofShared()) {
            submit(bench.zeroes(64), bench.inArena(arena, 64, MapDirection.TO_DEVICE), 64);
            bench.issueAndMove(10);
        }
        bench.move(100);
        assertEndsAndTheNextWorks(TransferOutcome.READ_FAILED, 54, "source could not be read: its arena was closed");
        assertTrue(bench.driver.calls().contains("stop 1"), "the driver is asked to let go");
    }

    @Test
    @DisplayName("D8 the client closes the destination's arena between two steps")
    void shouldEndWriteFailedWhenTheDestinationsArenaIsClosed() {
        try (Arena arena = Arena.ofShared()) {
            submit(bench.inArena(arena, 64, MapDirection.FROM_DEVICE), bench.pattern(64), 64);
            bench.issueAndMove(10);
        }
        bench.move(100);
        assertEndsAndTheNextWorks(TransferOutcome.WRITE_FAILED, 54, "destination could not be written: its arena was closed");
        assertEquals(54, callbacks.results().getFirst().uncertain());
    }

    @Test
    @DisplayName("D8 the same before it starts, and for a fill")
    void shouldEndWriteFailedWhenTheArenaIsClosedBeforeTheStart() {
        try (Arena arena = Arena.ofShared()) {
            Mapping to = bench.inArena(arena, 64, MapDirection.FROM_DEVICE);
            channel.prepareMemset(to, 0, (byte) 1, 64, TransferFlag.INTERRUPT).onComplete(callbacks.record()).submit();
        }
        bench.issueAndMove(100);
        assertEndsAndTheNextWorks(TransferOutcome.WRITE_FAILED, 64, "its arena was closed");
    }

    @Test
    @DisplayName("D8, TRM-03 an arena closed under bytes that the driver holds inside: what it held is lost, nothing else")
    void shouldStopADriverThatCannotDeliverWhatItHolds() {
        try (Arena arena = Arena.ofShared()) {
            submit(bench.inArena(arena, 64, MapDirection.FROM_DEVICE), bench.pattern(64), 64);
            bench.issueAndMove(10);
        }
        bench.driver.plan(DriverCall.STOP, (transfer, limit) -> bench.driver.move(transfer, 6));
        channel.terminateAsync();
        bench.run();
        assertEquals(DmaStatus.ABORTED, channel.status(1).status());
        assertEquals(54, channel.status(1).residue());
        assertEquals(List.of(), bench.owner.told());
        submit(bench.zeroes(8), bench.pattern(8), 8);
        bench.issueAndMove(100);
        assertEquals(DmaStatus.COMPLETE, channel.status(2).status());
    }

    @Test
    @DisplayName("D8 the same where the step has noticed it first")
    void shouldStopADriverThatCannotDeliverAfterAFault() {
        try (Arena arena = Arena.ofShared()) {
            submit(bench.inArena(arena, 64, MapDirection.FROM_DEVICE), bench.pattern(64), 64);
            bench.issueAndMove(10);
        }
        bench.driver.plan(DriverCall.STOP, (transfer, limit) -> bench.driver.move(transfer, 6));
        bench.move(100);
        assertEndsAndTheNextWorks(TransferOutcome.WRITE_FAILED, 54, "its arena was closed");
    }

    @Test
    @DisplayName("D8, PAU-02 the same where a pause notices it")
    void shouldEndATransferWhoseMemoryFailsDuringAPause() {
        try (Arena arena = Arena.ofShared()) {
            submit(bench.inArena(arena, 64, MapDirection.FROM_DEVICE), bench.pattern(64), 64);
            bench.issueAndMove(10);
        }
        bench.driver.plan(DriverCall.PAUSE, (transfer, limit) -> bench.driver.move(transfer, 6));
        channel.pause();
        assertEquals(DmaStatus.ERROR, channel.status(1).status());
        channel.resume();
        assertEndsAndTheNextWorks(TransferOutcome.WRITE_FAILED, 54, "its arena was closed");
    }

    @Test
    @DisplayName("D8 of enqueued copies, too")
    void shouldEndAnEnqueuedCopyWhoseMemoryFails() {
        channel.onComplete(callbacks.cookies());
        try (Arena arena = Arena.ofShared()) {
            Mapping gone = bench.inArena(arena, 64, MapDirection.TO_DEVICE);
            channel.enqueueMemcpy(bench.zeroes(64), 0, gone, 0, 64, 1);
            channel.enqueueMemcpy(bench.zeroes(64), 0, gone, 0, 64, 0);
        }
        channel.enqueueMemcpy(bench.zeroes(64), 0, bench.pattern(64), 0, 64, 1);
        bench.issueAndMove(1000);
        bench.deliver();
        assertEquals(List.of("1 READ_FAILED 64", "3 NO_ERROR 0"), callbacks.primitive());
        assertEquals(DmaStatus.ERROR, channel.status(2).status());
    }

    @Test
    @DisplayName("an exception that is no fault of the memory is the driver's, though some memory of another transfer is closed")
    void shouldNotBlameMemoryThatIsNotTheTransfers() {
        try (Arena arena = Arena.ofShared()) {
            bench.inArena(arena, 64, MapDirection.TO_DEVICE);
        }
        bench.driver.plan(DriverCall.STEP, Answer.thrown(new IllegalStateException("a driver's mistake")));
        submit(bench.zeroes(64), bench.pattern(64), 64);
        bench.issueAndMove(10);
        assertEquals(1, bench.owner.told().size());
        assertEquals(DmaStatus.ABORTED, channel.status(1).status());
    }

    // ---- mapped files ----

    private MemorySegment mapFile(String name, Arena arena, long bytes) throws IOException {
        try (FileChannel file = open(name)) {
            file.truncate(0).write(ByteBuffer.wrap(Bench.patternBytes(0, (int) bytes)), 0);
            return file.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
        }
    }

    private FileChannel open(String name) throws IOException {
        return FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void truncate(String name, long bytes) throws IOException {
        try (FileChannel file = open(name)) {
            file.truncate(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, PAGE, 16 * PAGE})
    @DisplayName("D8 the source is a mapped file that is truncated under the transfer")
    void shouldEndReadFailedWhenAMappedFileIsTruncated(int step) throws IOException {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment file = mapFile("source", arena, 8 * PAGE);
            Mapping to = bench.zeroes(8 * PAGE);
            submit(to, channel.mapper().map(file, MapDirection.TO_DEVICE), 8 * PAGE);
            bench.issueAndMove(2 * PAGE);
            truncate("source", 3 * PAGE);
            for (int i = 0; i < 5 * PAGE / step + 2 && !channel.hasEnded(1); i++) {
                bench.move(step);
            }
            long arrived = 8 * PAGE - channel.status(1).residue();
            assertTrue(arrived >= 2 * PAGE && arrived <= 3 * PAGE, "arrived " + arrived);
            assertEndsAndTheNextWorks(TransferOutcome.READ_FAILED, 8 * PAGE - arrived, "truncated");
            assertArrayEquals(Bench.patternBytes(0, (int) arrived), Arrays.copyOf(Bench.bytes(to), (int) arrived),
                    "every byte counted has arrived");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, PAGE, 16 * PAGE})
    @DisplayName("D8 the destination is a mapped file that is truncated under the transfer")
    void shouldEndWriteFailedWhenAMappedFileIsTruncated(int step) throws IOException {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment file = mapFile("target", arena, 8 * PAGE);
            submit(channel.mapper().map(file, MapDirection.FROM_DEVICE), bench.pattern(8 * PAGE), 8 * PAGE);
            bench.issueAndMove(2 * PAGE);
            truncate("target", 3 * PAGE);
            for (int i = 0; i < 6 * PAGE / step + 2 && !channel.hasEnded(1); i++) {
                bench.move(step);
            }
            long arrived = 8 * PAGE - channel.status(1).residue();
            assertTrue(arrived >= 2 * PAGE && arrived <= 3 * PAGE, "arrived " + arrived);
            assertEndsAndTheNextWorks(TransferOutcome.WRITE_FAILED, 8 * PAGE - arrived, "destination");
        }
    }

    @Test
    @DisplayName("D8 both are mapped files: the one that fails is named")
    void shouldTellWhichOfTwoMappedFilesFailed() throws IOException {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment source = mapFile("source", arena, 2 * PAGE);
            MemorySegment target = mapFile("target", arena, 2 * PAGE);
            submit(channel.mapper().map(target, MapDirection.FROM_DEVICE), channel.mapper().map(source, MapDirection.TO_DEVICE), 2 * PAGE);
            truncate("target", PAGE);
            bench.issueAndMove(1 << 20);
            assertEndsAndTheNextWorks(TransferOutcome.WRITE_FAILED, 2 * PAGE, "destination");
        }
    }

    @Test
    @DisplayName("D8 again and again, until the copy loop is compiled: the fault never gets past the step")
    void shouldCatchTheFaultHoweverOftenItComes() throws IOException {
        try (Arena arena = Arena.ofShared()) {
            Mapping file = channel.mapper().map(mapFile("source", arena, 4 * PAGE), MapDirection.TO_DEVICE);
            truncate("source", PAGE);
            Mapping to = bench.zeroes(4 * PAGE);
            Mapping good = bench.pattern(64);
            bench.driver.allow(1L << 40);
            for (int i = 0; i < 5000; i++) {
                long fails = channel.enqueueMemcpy(to, 0, file, 0, 4 * PAGE, 0);
                long works = channel.enqueueMemcpy(to, 0, good, 0, 64, 0);
                channel.issuePending();
                bench.run();
                assertEquals(TransferOutcome.READ_FAILED, channel.status(fails).outcome());
                assertTrue(channel.status(works).isOk());
            }
            assertEquals(List.of(), bench.owner.told());
        }
    }
}
