package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.MetadataMode;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.Transfer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Metadata of a descriptor in both modes and both directions (contract 2.9).
class MetadataTest {
    private static final int MAXIMUM = 16;

    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.SLAVE)
            .directions(Direction.MEM_TO_DEV, Direction.DEV_TO_MEM).reuse(true)
            .metadata(MAXIMUM, MetadataMode.CLIENT, MetadataMode.ENGINE));
    private final VirtualChannel channel = bench.channel;
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void configure() {
        channel.configure(SlaveConfig.builder().build());
    }

    private DmaDescriptor prepare(Direction direction) {
        Mapping memory = bench.pattern(8);
        return channel.prepareSlaveSingle(memory, 0, 8, direction, TransferFlag.INTERRUPT);
    }

    private static MemorySegment bytes(String text) {
        return MemorySegment.ofArray(text.getBytes());
    }

    private static String text(MemorySegment area, long length) {
        return new String(area.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
    }

    /// The driver writes down what the client sent with the transfer.
    private void readWithTheNextStart() {
        bench.driver.plan(DriverCall.START, (transfer, limit) -> {
            seen.add(text(transfer.metadata(), transfer.metadataLength()));
            return 0;
        });
    }

    /// The driver sends metadata with the transfer's last bytes.
    private void writeWithTheNextStep(String data) {
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            transfer.metadata().copyFrom(bytes(data));
            transfer.metadataLength(data.length());
            return bench.driver.move(transfer, limit);
        });
    }

    @Test
    @DisplayName("META-16 client's buffer towards the device: copied when attached")
    @Clause({"META-02", "META-16"})
    void shouldCopyTheClientsBufferWhenItIsAttached() {
        readWithTheNextStart();
        byte[] buffer = "hello".getBytes();
        DmaDescriptor descriptor = prepare(Direction.MEM_TO_DEV).attachMetadata(MemorySegment.ofArray(buffer));
        buffer[0] = 'J';
        descriptor.submit();
        bench.issueAndMove(8);
        assertEquals(List.of("hello"), seen);
    }

    @Test
    @DisplayName("META-14 attaching again replaces")
    @Clause("META-14")
    void shouldReplaceWhatWasAttachedBefore() {
        readWithTheNextStart();
        prepare(Direction.MEM_TO_DEV).attachMetadata(bytes("longer one")).attachMetadata(bytes("short")).submit();
        bench.issueAndMove(8);
        assertEquals(List.of("short"), seen);
    }

    @Test
    @DisplayName("META-17 client's buffer from the device: filled before the callback, and before COMPLETE shows")
    @Clause({"META-02", "META-17"})
    void shouldFillTheClientsBufferBeforeTheEndIsSeen() {
        byte[] buffer = new byte[8];
        writeWithTheNextStep("stamp");
        DmaDescriptor descriptor = prepare(Direction.DEV_TO_MEM).attachMetadata(MemorySegment.ofArray(buffer));
        descriptor.onComplete((TransferResult result) -> seen.add(new String(buffer).trim() + " " + descriptor.metadataLength()));
        long cookie = descriptor.submit();
        bench.issueAndMove(8);
        assertTrue(channel.hasEnded(cookie));
        assertArrayEquals("stamp\0\0\0".getBytes(), buffer, "no callback has run yet");
        bench.deliver();
        assertEquals(List.of("stamp 5"), seen);
    }

    @Test
    @DisplayName("META-17 a shorter client's buffer takes what fits")
    void shouldCutWhatDoesNotFitTheClientsBuffer() {
        byte[] buffer = new byte[3];
        writeWithTheNextStep("stamp");
        prepare(Direction.DEV_TO_MEM).attachMetadata(MemorySegment.ofArray(buffer)).submit();
        bench.issueAndMove(8);
        assertArrayEquals("sta".getBytes(), buffer);
    }

    @Test
    @DisplayName("META-18, META-15 engine's area towards the device: write, then state the length")
    @Clause({"META-02", "META-14", "META-18"})
    void shouldGiveTheDriverWhatWasWrittenIntoTheArea() {
        readWithTheNextStart();
        DmaDescriptor descriptor = prepare(Direction.MEM_TO_DEV);
        assertEquals(MAXIMUM, descriptor.metadata().byteSize());
        descriptor.metadata().copyFrom(bytes("header"));
        descriptor.metadataLength(6).submit();
        bench.issueAndMove(8);
        assertEquals(List.of("header"), seen);
    }

    @Test
    @DisplayName("META-19, META-20, META-23 engine's area from the device: inside the callback and nowhere else")
    @Clause({"META-19", "META-20", "META-23", "DIFF-07"})
    void shouldLendTheAreaInsideTheCallbackOnly() {
        writeWithTheNextStep("time=7");
        DmaDescriptor descriptor = prepare(Direction.DEV_TO_MEM);
        descriptor.onComplete((TransferResult result) -> seen.add(text(descriptor.metadata(), descriptor.metadataLength())));
        descriptor.submit();
        assertThrows(IllegalStateException.class, descriptor::metadata, "submitted");
        bench.issueAndMove(8);
        assertThrows(IllegalStateException.class, descriptor::metadata, "ended, callback not begun");
        bench.deliver();
        assertEquals(List.of("time=7"), seen);
        assertEquals(List.of(), bench.log.lines());
        assertThrows(IllegalStateException.class, descriptor::metadata, "callback over");
        assertThrows(IllegalStateException.class, descriptor::metadataLength);
    }

    @Test
    @DisplayName("META-19 also of a reusable one, until it is resubmitted in that callback")
    @Clause("META-19")
    void shouldLendTheAreaOfAReusableUntilItIsResubmitted() {
        writeWithTheNextStep("first");
        writeWithTheNextStep("second");
        DmaDescriptor descriptor = prepare(Direction.DEV_TO_MEM).reusable(true);
        descriptor.onComplete((TransferResult result) -> {
            seen.add(text(descriptor.metadata(), descriptor.metadataLength()));
            if (result.cookie() == 1) {
                descriptor.submit();
                assertThrows(IllegalStateException.class, descriptor::metadata);
                channel.issuePending();
            }
        });
        descriptor.submit();
        bench.issueAndMove(8);
        bench.deliver();
        bench.run();
        bench.deliver();
        assertEquals(List.of(), bench.log.lines());
        assertEquals(List.of("first", "second"), seen);
    }

    @Test
    @DisplayName("META-19 from a device there is nothing until the driver has said so")
    @Clause("META-19")
    void shouldForgetTheLengthOfTheLastUse() {
        writeWithTheNextStep("first");
        DmaDescriptor descriptor = prepare(Direction.DEV_TO_MEM).reusable(true);
        descriptor.onComplete((TransferResult result) -> seen.add(result.cookie() + ":" + descriptor.metadataLength()));
        descriptor.submit();
        bench.issueAndMove(8);
        bench.deliver();
        descriptor.submit();
        bench.issueAndMove(8);
        bench.deliver();
        assertEquals(List.of("1:5", "2:0"), seen);
    }

    @Test
    @DisplayName("META-03, META-07, META-22 the first mode used stays, for life")
    @Clause({"META-03", "META-07", "META-15", "META-22"})
    void shouldKeepToTheFirstModeUsed() {
        DmaDescriptor client = prepare(Direction.MEM_TO_DEV).attachMetadata(bytes("x")).reusable(true);
        assertThrows(IllegalStateException.class, client::metadata);
        assertThrows(IllegalStateException.class, () -> client.metadataLength(1));
        client.submit();
        bench.issueAndMove(8);
        bench.deliver();
        assertThrows(IllegalStateException.class, client::metadata);
        DmaDescriptor engine = prepare(Direction.MEM_TO_DEV).metadataLength(3); // META-15: latches without metadata()
        String message = assertThrows(IllegalStateException.class, () -> engine.attachMetadata(bytes("x"))).getMessage();
        assertTrue(message.contains("ENGINE") && message.contains("CLIENT"), message);
        assertEquals(MAXIMUM, engine.metadata().byteSize());
    }

    @Test
    @DisplayName("META-06 a mode that the channel has not is refused, and nothing is latched")
    @Clause({"META-01", "META-06"})
    void shouldRefuseAModeThatTheChannelHasNot() {
        try (Bench one = Bench.of(ChannelCapabilities.of(Capability.MEMCPY).metadata(4, MetadataMode.ENGINE));
                Bench none = Bench.of(ChannelCapabilities.of(Capability.MEMCPY))) {
            DmaDescriptor descriptor = one.channel.prepareMemcpy(one.zeroes(8), 0, one.pattern(8), 0, 8);
            assertThrows(DmaException.Rejected.class, () -> descriptor.attachMetadata(bytes("x")));
            assertEquals(4, descriptor.metadata().byteSize());
            DmaDescriptor without = none.channel.prepareMemcpy(none.zeroes(8), 0, none.pattern(8), 0, 8);
            assertThrows(DmaException.Rejected.class, () -> without.attachMetadata(bytes("x")));
            assertThrows(DmaException.Rejected.class, without::metadata);
            assertThrows(DmaException.Rejected.class, () -> without.metadataLength(0));
            List<MemorySegment> areas = new ArrayList<>();
            none.driver.plan(DriverCall.START, (transfer, limit) -> {
                areas.add(transfer.metadata());
                return 0;
            });
            without.submit();
            none.issueAndMove(8);
            assertNull(areas.getFirst(), "the driver sees that there is none");
        }
    }

    @Test
    @DisplayName("META-10, META-12 more than the maximum is refused; nothing is latched by it")
    @Clause({"META-10", "META-12"})
    void shouldRefuseMoreThanTheMaximum() {
        DmaDescriptor descriptor = prepare(Direction.MEM_TO_DEV);
        String message = assertThrows(DmaException.Rejected.class,
                () -> descriptor.attachMetadata(MemorySegment.ofArray(new byte[17]))).getMessage();
        assertTrue(message.contains("17") && message.contains("16"), message);
        assertThrows(DmaException.Rejected.class, () -> descriptor.metadataLength(17));
        assertThrows(DmaException.Rejected.class, () -> descriptor.metadataLength(-1));
        assertEquals(MAXIMUM, descriptor.metadata().byteSize());
    }

    @Test
    @DisplayName("META-17 a buffer that the engine could not write is refused when it is attached")
    void shouldRefuseABufferThatCannotBeWritten() {
        try (Arena confined = Arena.ofConfined()) {
            MemorySegment mine = confined.allocate(8);
            DmaDescriptor in = prepare(Direction.DEV_TO_MEM);
            assertThrows(IllegalArgumentException.class, () -> in.attachMetadata(mine));
            assertThrows(IllegalArgumentException.class, () -> in.attachMetadata(bytes("x").asReadOnly()));
            prepare(Direction.MEM_TO_DEV).attachMetadata(mine); // copied on this thread
        }
    }

    @Test
    @DisplayName("META-17 a buffer whose arena is closed meanwhile spoils the metadata, not the transfer or the channel")
    void shouldSurviveABufferThatIsClosedMeanwhile() {
        writeWithTheNextStep("stamp");
        DmaDescriptor descriptor;
        try (Arena arena = Arena.ofShared()) {
            descriptor = prepare(Direction.DEV_TO_MEM).attachMetadata(arena.allocate(8));
        }
        descriptor.submit();
        bench.issueAndMove(8);
        assertTrue(channel.status(1).isOk());
        assertTrue(channel.status(1).detail().contains("metadata"), channel.status(1).detail());
        prepare(Direction.DEV_TO_MEM).submit();
        bench.issueAndMove(8);
        assertTrue(channel.status(2).isOk());
    }

    @Test
    @Clause("META-17")
    @DisplayName("META-17 nothing is written into the client's buffer after the end: not by a terminate, not by the channel's next transfer")
    void shouldNotTouchTheClientsBufferAfterwards() {
        byte[] ended = new byte[5];
        byte[] dropped = new byte[5];
        writeWithTheNextStep("first");
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            transfer.metadata().copyFrom(bytes("later"));
            transfer.metadataLength(5);
            return bench.driver.move(transfer, 3);
        });
        prepare(Direction.DEV_TO_MEM).attachMetadata(MemorySegment.ofArray(ended)).submit();
        prepare(Direction.DEV_TO_MEM).attachMetadata(MemorySegment.ofArray(dropped)).submit();
        bench.issueAndMove(0);
        assertEquals(5, channel.status(2).residue());
        channel.terminateAsync();
        bench.run();
        assertArrayEquals("first".getBytes(), ended);
        assertArrayEquals(new byte[5], dropped);
    }

    @Test
    @Clause({"META-21", "VD-17"})
    @DisplayName("META-21 what came with a transfer is its own until its callback returns, whatever the channel does meanwhile")
    void shouldKeepTheAreaUntilTheCallbackReturns() {
        writeWithTheNextStep("first");
        writeWithTheNextStep("second");
        DmaDescriptor descriptor = prepare(Direction.DEV_TO_MEM);
        descriptor.onComplete((TransferResult result) -> {
            prepare(Direction.DEV_TO_MEM).submit();
            bench.issueAndMove(8);
            assertTrue(channel.hasEnded(2));
            seen.add(text(descriptor.metadata(), descriptor.metadataLength()));
        });
        descriptor.submit();
        bench.issueAndMove(8);
        bench.deliver();
        assertEquals(List.of(), bench.log.lines());
        assertEquals(List.of("first"), seen);
    }

    @Test
    @Clause({"META-20", "META-19"})
    @DisplayName("META-20 not in another transfer's callback either, though that runs on the same thread")
    void shouldNotLendTheAreaInAnothersCallback() {
        List<RuntimeException> refusals = new ArrayList<>();
        DmaDescriptor first = prepare(Direction.DEV_TO_MEM).onComplete((TransferResult result) -> seen.add("first"));
        first.submit();
        prepare(Direction.DEV_TO_MEM).onComplete((TransferResult result) ->
                refusals.add(assertThrows(IllegalStateException.class, first::metadata))).submit();
        bench.issueAndMove(16);
        bench.deliver();
        assertEquals(List.of("first"), seen);
        assertEquals(1, refusals.size());
    }

    @Test
    void shouldRefuseADriverThatReportsMoreThanItsMaximum() {
        List<Class<?>> thrown = new ArrayList<>();
        bench.driver.plan(DriverCall.STEP, (Transfer transfer, long limit) -> {
            thrown.add(assertThrows(IllegalArgumentException.class, () -> transfer.metadataLength(17)).getClass());
            return bench.driver.move(transfer, limit);
        });
        prepare(Direction.DEV_TO_MEM).submit();
        bench.issueAndMove(8);
        assertEquals(List.of(IllegalArgumentException.class), thrown);
    }
}
