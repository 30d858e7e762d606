package org.dmaengine.controller.fifo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.contract.Clause;
import org.dmaengine.controller.fifo.stubs.HandPacketPort;
import org.dmaengine.controller.fifo.stubs.HandPort;
import org.dmaengine.controller.fifo.stubs.QuietHost;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Packets with metadata beside their payload.
class PacketTest {
    @AutoClose
    private final FifoBench bench = new FifoBench(Map.of("metadata.max", 8));
    private final HandPacketPort source = new HandPacketPort(Direction.DEV_TO_MEM);
    private final HandPacketPort sink = new HandPacketPort(Direction.MEM_TO_DEV);

    private void configure(boolean deviceFlowControl) {
        bench.channel.configure(SlaveConfig.builder().source(0x4000, BusWidth.BYTES_1, 4).destination(0x4000, BusWidth.BYTES_1, 4)
                .deviceFlowControl(deviceFlowControl).build());
    }

    private DmaDescriptor packet(int bytes) {
        return bench.channel.prepareSlaveSg(bench.pattern(bytes), Direction.MEM_TO_DEV);
    }

    private List<String> callsOf(HandPort port) {
        return port.calls().stream().filter(call -> !call.equals("connect")).toList();
    }

    // ---- to the device ----

    @Test
    @DisplayName("META-16, META-18 a transfer is a packet, in both modes and without metadata")
    @Clause({"META-16", "META-18"})
    void shouldSendATransferAsAPacket() {
        bench.wire(sink).makeRoom(100);
        configure(false);
        bench.begin(packet(6).attachMetadata(MemorySegment.ofArray(new byte[] {7, 8, 9})));
        DmaDescriptor inPlace = packet(2);
        inPlace.metadata().set(ValueLayout.JAVA_BYTE, 0, (byte) 5);
        bench.begin(inPlace.metadataLength(1));
        bench.begin(packet(1));
        assertEquals(List.of("beginPacket [7, 8, 9] 6", "burst 0x4000 4x1", "burst 0x4000 2x1", "endPacket",
                "beginPacket [5] 2", "burst 0x4000 2x1", "endPacket", "beginPacket null 1", "burst 0x4000 1x1", "endPacket"), callsOf(sink));
    }

    @Test
    void shouldAbandonAPacketThatIsTerminated() {
        bench.wire(sink).makeRoom(2);
        configure(false);
        bench.begin(packet(6));
        bench.channel.terminateAsync();
        bench.run();
        assertEquals(List.of("beginPacket null 6", "burst 0x4000 2x1", "abandonPacket"), callsOf(sink));
    }

    @Test
    @DisplayName("a packet of which nothing has been sent has not begun")
    void shouldNotAbandonWhatHasNotBegun() {
        bench.wire(sink);
        configure(false);
        bench.begin(packet(6));
        bench.channel.terminateAsync();
        bench.run();
        assertEquals(List.of(), callsOf(sink));
    }

    @Test
    void shouldAbandonAPacketWhenTheDeviceFails() {
        bench.wire(sink).makeRoom(2);
        sink.fail("no carrier");
        configure(false);
        bench.assertFails(bench.begin(packet(6)), TransferOutcome.WRITE_FAILED, 4, "no carrier");
        assertEquals("abandonPacket", sink.calls().getLast());
    }

    @Test
    void shouldEndAPacketThatTheDeviceEnds() {
        bench.wire(sink).makeRoom(2);
        sink.end();
        configure(true);
        bench.assertEnds(bench.begin(packet(6)), DmaStatus.COMPLETE, 4);
        assertEquals(List.of("beginPacket null 6", "burst 0x4000 2x1", "endPacket", "passEnd"), callsOf(sink));
    }

    @Test
    @DisplayName("a port that goes in the middle of a packet abandons it, and the transfer fails; the next one is the next port's")
    void shouldFailATransferWhosePacketIsCut() {
        bench.wire(sink).makeRoom(2);
        configure(false);
        long cookie = bench.begin(packet(6).attachMetadata(MemorySegment.ofArray(new byte[] {1})));
        bench.unwire(sink);
        assertEquals(List.of("abandonPacket", "disconnect"), callsOf(sink).subList(2, 4));
        HandPacketPort next = bench.wire(new HandPacketPort(Direction.MEM_TO_DEV));
        next.makeRoom(100);
        bench.run();
        bench.assertFails(cookie, TransferOutcome.WRITE_FAILED, 4,
                "cut after 2 of 6 bytes: the port on request line 5 left in the middle of a packet");
        assertEquals(List.of(), callsOf(next));
        bench.assertEnds(bench.begin(packet(3)), DmaStatus.COMPLETE, 0);
        assertEquals(List.of("beginPacket null 3", "burst 0x4000 3x1", "endPacket"), callsOf(next));
    }

    @Test
    @DisplayName("a cut packet fails at once, also while nobody follows the port")
    void shouldNotWaitForAPortThatTakesTheRest() {
        bench.wire(sink);
        configure(false);
        long cookie = bench.begin(bench.channel.prepareCyclic(bench.pattern(6), 0, 6, 3, Direction.MEM_TO_DEV));
        sink.makeRoom(4);
        bench.run();
        bench.unwire(sink);
        bench.run();
        bench.assertFails(cookie, TransferOutcome.WRITE_FAILED, 2, "cut after 1 of 3 bytes");
    }

    @Test
    @DisplayName("between two packets a port may leave: the next packet of a ring is the next port's")
    void shouldLetAPortLeaveBetweenPackets() {
        bench.wire(sink);
        configure(false);
        bench.begin(bench.channel.prepareCyclic(bench.pattern(6), 0, 6, 3, Direction.MEM_TO_DEV));
        sink.makeRoom(3);
        bench.run();
        bench.unwire(sink);
        HandPacketPort next = bench.wire(new HandPacketPort(Direction.MEM_TO_DEV));
        next.makeRoom(3);
        bench.run();
        assertEquals(List.of("beginPacket null 3", "burst 0x4000 3x1", "endPacket"), callsOf(next));
    }

    @Test
    @DisplayName("a port whose owner changes a property that is not about its wiring stays connected, with its packet")
    void shouldNotTouchAPortWhoseWiringIsTheSame() {
        bench.wire(sink).makeRoom(2);
        configure(false);
        long cookie = bench.begin(packet(6));
        bench.change(sink, Map.of(FifoPort.REQUEST_LINE, FifoBench.LINE, FifoPort.BUS_ADDRESS, FifoBench.ADDRESS, "owner", "its mood"));
        sink.makeRoom(4);
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
        assertEquals(List.of("beginPacket null 6", "burst 0x4000 2x1", "burst 0x4000 4x1", "endPacket"), callsOf(sink));
        bench.change(sink, Map.of(FifoPort.REQUEST_LINE, 6));
        assertEquals("disconnect", sink.calls().getLast());
    }

    @Test
    @DisplayName("of two channels on one line the second waits until the first one's packet is complete, and cannot abandon it")
    void shouldNotMixTwoPackets() {
        bench.wire(sink).makeRoom(2);
        configure(false);
        FifoChannel second = bench.driver(1);
        try (VirtualChannel other = bench.lease(second, FifoBench.LINE)) {
            other.configure(FifoBench.words(BusWidth.BYTES_1, 4));
            Mapping memory = other.mapper().allocate(3);
            bench.begin(packet(6));
            for (int i = 0; i < 2; i++) {
                long cookie = other.prepareSlaveSg(memory, Direction.MEM_TO_DEV).submit();
                other.issuePending();
                bench.run();
                assertEquals("another channel is in the middle of a packet on request line 5", other.status(cookie).detail());
                if (i == 0) {
                    other.terminateAsync();
                }
            }
            for (int i = 0; i < 7; i++) {
                sink.makeRoom(1);
                bench.run();
            }
        }
        assertEquals(List.of("beginPacket null 6", "endPacket", "beginPacket null 3", "endPacket"),
                sink.calls().stream().filter(call -> call.contains("Packet")).toList());
    }

    @Test
    @DisplayName("of a ring each period is a packet")
    void shouldSendEachPeriodAsAPacket() {
        bench.wire(sink);
        configure(false);
        bench.begin(bench.channel.prepareCyclic(bench.pattern(6), 0, 6, 3, Direction.MEM_TO_DEV));
        sink.makeRoom(7);
        bench.run();
        assertEquals(List.of("beginPacket null 3", "burst 0x4000 3x1", "endPacket", "beginPacket null 3", "burst 0x4000 3x1", "endPacket",
                "beginPacket null 3", "burst 0x4000 1x1"), callsOf(sink));
    }

    /// Somebody else is inside the port while this happens.
    private void besideSomebodyInside(Runnable action) {
        QuietHost host = new QuietHost("beside");
        Line line = bench.ports.join(FifoBench.LINE, host);
        PortUse use = line.port();
        assertTrue(use.enter());
        action.run();
        use.exit();
        bench.ports.part(line, host, false);
    }

    @Test
    @DisplayName("a packet that is given up while somebody else is inside its port is abandoned by whoever comes in next")
    void shouldAbandonThoughThePortIsTaken() {
        bench.wire(sink).makeRoom(2);
        configure(false);
        bench.begin(packet(6));
        besideSomebodyInside(() -> {
            bench.channel.terminateAsync();
            bench.run();
        });
        sink.makeRoom(1);
        bench.begin(packet(1));
        assertEquals(List.of("beginPacket null 6", "abandonPacket", "beginPacket null 1", "endPacket"), packetsOf(sink));
    }

    // ---- to the device, while the controller is replaced ----

    @ParameterizedTest
    @EnumSource
    @DisplayName("a packet cannot be left open while somebody else is inside its port: it is abandoned, and its transfer fails")
    void shouldFailThoughThePortIsTaken(Next next) {
        bench.wire(sink).makeRoom(2);
        configure(false);
        long cookie = bench.begin(packet(6));
        besideSomebodyInside(() -> {
            bench.relay.next(next.of(bench));
            bench.channel.pause();
        });
        bench.channel.resume();
        sink.makeRoom(10);
        bench.run();
        bench.assertFails(cookie, TransferOutcome.WRITE_FAILED, 4, "cut after 2 of 6 bytes");
        bench.begin(packet(1));
        assertEquals(List.of("beginPacket null 6", "abandonPacket", "beginPacket null 1", "endPacket"), packetsOf(sink));
    }

    private static List<String> packetsOf(HandPort port) {
        return port.calls().stream().filter(call -> call.contains("Packet")).toList();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a packet that is cut anywhere goes on as the same packet, with the metadata that it began with")
    void shouldGoOnWithAPacket(Next next) {
        bench.wire(sink);
        configure(false);
        long cookie = bench.begin(packet(6).attachMetadata(MemorySegment.ofArray(new byte[] {7, 8})));
        for (int i = 0; i < 6; i++) {
            bench.swap(next.of(bench));
            sink.makeRoom(1);
            bench.run();
        }
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
        bench.swap(next.of(bench));
        assertEquals(List.of("beginPacket [7, 8] 6", "endPacket"), packetsOf(sink));
        assertArrayEquals(FifoBench.patternBytes(0, 6), sink.written());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("of a ring the period that is cut goes on as the same packet")
    void shouldGoOnWithAPeriod(Next next) {
        bench.wire(sink);
        configure(false);
        bench.begin(bench.channel.prepareCyclic(bench.pattern(6), 0, 6, 3, Direction.MEM_TO_DEV));
        for (int i = 0; i < 8; i++) {
            sink.makeRoom(1);
            bench.run();
            bench.swap(next.of(bench));
        }
        assertEquals(List.of("beginPacket null 3", "endPacket", "beginPacket null 3", "endPacket", "beginPacket null 3"), packetsOf(sink));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("what is inside when a packet is cut is read again, and goes out once")
    void shouldGoOnWithAPackedPacket(Next next) {
        bench.wire(sink).makeRoom(3);
        bench.channel.configure(FifoSlaveConfig.of(FifoBench.words(BusWidth.BYTES_1, 4)).withPacking(BusWidth.BYTES_8));
        long cookie = bench.begin(packet(16));
        bench.swap(next.of(bench));
        sink.makeRoom(13);
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
        assertEquals(List.of("beginPacket null 16", "endPacket"), packetsOf(sink));
        assertArrayEquals(FifoBench.patternBytes(0, 16), sink.written());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a packet whose transfer is terminated on the next controller is abandoned there")
    void shouldAbandonOnTheNextController(Next next) {
        bench.wire(sink).makeRoom(2);
        configure(false);
        bench.begin(packet(6));
        bench.swap(next.of(bench));
        bench.channel.terminateAsync();
        bench.run();
        sink.makeRoom(1);
        bench.begin(packet(1));
        assertEquals(List.of("beginPacket null 6", "abandonPacket", "beginPacket null 1", "endPacket"), packetsOf(sink));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a packet that nobody goes on with is abandoned before the next one begins")
    void shouldAbandonBeforeTheNextPacket(Next next) {
        bench.wire(sink).makeRoom(2);
        configure(false);
        bench.begin(packet(6));
        bench.relay.next(next.of(bench));
        bench.channel.pause();
        bench.channel.terminateAsync(); // while no controller has it
        bench.run();
        assertEquals(List.of("beginPacket null 6"), packetsOf(sink));
        sink.makeRoom(1);
        bench.begin(packet(1));
        assertEquals(List.of("beginPacket null 6", "abandonPacket", "beginPacket null 1", "endPacket"), packetsOf(sink));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a port that leaves while the controller is replaced takes the packet with it: the transfer fails, and no other port gets the rest")
    void shouldFailWhenThePortLeavesDuringASwap(Next next) {
        bench.wire(sink).makeRoom(2);
        configure(false);
        long cookie = bench.begin(packet(6));
        bench.relay.next(next.of(bench));
        bench.channel.pause();
        bench.unwire(sink);
        HandPacketPort other = bench.wire(new HandPacketPort(Direction.MEM_TO_DEV));
        other.makeRoom(100);
        bench.channel.resume();
        bench.run();
        bench.assertFails(cookie, TransferOutcome.WRITE_FAILED, 4, "cut after 2 of 6 bytes: port " + HandPacketPort.class.getName()
                + " (service 2) on request line 5 is not, or no more, in the middle of this packet");
        assertEquals(List.of(), packetsOf(other));
        bench.assertEnds(bench.begin(packet(3)), DmaStatus.COMPLETE, 0);
        assertEquals(List.of("beginPacket null 3", "endPacket"), packetsOf(other));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a packet of another channel takes the place of one that is cut: that transfer fails, and neither goes out in the other")
    void shouldNotMixTwoPacketsOverASwap(Next next) {
        bench.wire(sink).makeRoom(2);
        configure(false);
        try (VirtualChannel other = bench.lease(bench.driver(2), FifoBench.LINE)) {
            other.configure(FifoBench.words(BusWidth.BYTES_1, 4));
            long cookie = bench.begin(packet(6));
            long beside = other.prepareSlaveSg(other.mapper().allocate(3), Direction.MEM_TO_DEV).submit();
            other.issuePending();
            sink.makeRoom(10);
            bench.relay.next(next.of(bench));
            bench.channel.pause();
            bench.run();
            assertEquals(DmaStatus.COMPLETE, other.status(beside).status());
            other.close();
            bench.channel.resume();
            bench.run();
            bench.assertFails(cookie, TransferOutcome.WRITE_FAILED, 4, "cut after 2 of 6 bytes");
        }
        assertEquals(List.of("beginPacket null 6", "abandonPacket", "beginPacket null 3", "endPacket"), packetsOf(sink));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a former controller that still has the port, and parts from it later, leaves the packet alone")
    void shouldKeepThePacketWhenTheFormerControllerParts(Next next) {
        bench.wire(sink).makeRoom(2);
        configure(false);
        long cookie = bench.begin(packet(6));
        bench.swap(next.of(bench));
        if (next == Next.ANOTHER) {
            bench.part(bench.ports);
        }
        sink.makeRoom(4);
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
        assertEquals(List.of("beginPacket null 6", "endPacket"), packetsOf(sink));
    }

    // ---- metadata that does not fit ----

    @Test
    void shouldFailATransferWithMetadataForAPortThatTakesNone() {
        bench.wire(new HandPort(Direction.MEM_TO_DEV)).makeRoom(100);
        configure(false);
        bench.assertFails(bench.begin(packet(6).attachMetadata(MemorySegment.ofArray(new byte[] {1, 2}))), TransferOutcome.WRITE_FAILED, 6,
                "takes no metadata, since it is no PacketPort, but the transfer has 2 bytes of it");
        bench.assertEnds(bench.begin(packet(6)), DmaStatus.COMPLETE, 0);
    }

    // ---- from the device ----

    @Test
    @DisplayName("META-17, META-19 metadata comes with the end of the packet, in both modes")
    @Clause({"META-17", "META-19"})
    void shouldReceiveAPacketWithItsMetadata() {
        bench.wire(source);
        configure(true);
        source.arrive(6);
        source.endPacketWith(21, 22);
        source.arrive(2);
        source.endPacketWith(23);
        byte[] buffer = new byte[4];
        Mapping memory = bench.memory(8);
        bench.assertEnds(bench.begin(bench.channel.prepareSlaveSg(memory, Direction.DEV_TO_MEM)
                .attachMetadata(MemorySegment.ofArray(buffer))), DmaStatus.COMPLETE, 2);
        assertArrayEquals(new byte[] {21, 22, 0, 0}, buffer);
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            DmaDescriptor[] own = new DmaDescriptor[1];
            own[0] = bench.channel.prepareSlaveSg(memory, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT).onComplete(result -> seen.add(
                    result.transferred() + " " + Arrays.toString(own[0].metadata().asSlice(0, own[0].metadataLength())
                            .toArray(ValueLayout.JAVA_BYTE))));
            bench.begin(own[0]);
            bench.completers.deliver();
            source.endPacketWith();
        }
        assertEquals(List.of("2 [23]", "0 []"), seen);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a packet from the device that is cut anywhere is one transfer still, with its metadata")
    void shouldReceiveAPacketOverASwap(Next next) {
        bench.wire(source);
        configure(true);
        byte[] buffer = new byte[4];
        long cookie = bench.begin(bench.channel.prepareSlaveSg(bench.memory(8), Direction.DEV_TO_MEM)
                .attachMetadata(MemorySegment.ofArray(buffer)));
        for (int i = 0; i < 5; i++) {
            source.arrive(1);
            bench.run();
            bench.swap(next.of(bench));
        }
        source.endPacketWith(21, 22);
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 3);
        assertArrayEquals(new byte[] {21, 22, 0, 0}, buffer);
    }

    @Test
    void shouldFailWhereAPortsMetadataIsMoreThanItsArea() {
        bench.wire(source);
        configure(true);
        source.arrive(1);
        source.endPacketWith(1);
        source.claimsMetadata(9);
        bench.assertFails(bench.receive(bench.memory(4)), TransferOutcome.READ_FAILED, 3, "metadata() is 9 bytes in an area of 8");
    }
}
