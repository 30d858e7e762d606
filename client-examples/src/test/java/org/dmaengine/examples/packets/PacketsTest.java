package org.dmaengine.examples.packets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.MetadataMode;
import org.dmaengine.SlaveConfig;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.spi.TransferFault;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Packets to and from a device that the test plays.
class PacketsTest {
    private static final int LONGEST = 8;
    private static final SlaveConfig CONFIG = SlaveConfig.builder()
            .source(0x6000, BusWidth.BYTES_1, 16).destination(0x6004, BusWidth.BYTES_1, 16).deviceFlowControl(true).build();

    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.SLAVE)
            .directions(Direction.MEM_TO_DEV, Direction.DEV_TO_MEM).metadata(32, MetadataMode.CLIENT, MetadataMode.ENGINE));
    private final List<Packet> received = new ArrayList<>();
    private final List<PacketHeader> sent = new ArrayList<>();

    private PacketSender sender(MetadataMode mode, int buffers) {
        return new PacketSender(bench.channel, CONFIG, mode, buffers, LONGEST);
    }

    private PacketReceiver receiver(MetadataMode mode) {
        PacketReceiver receiver = new PacketReceiver(bench.channel, CONFIG, mode, 2, LONGEST, received::add);
        receiver.start();
        return receiver;
    }

    /// The device ends a transfer with this.
    private void packet(String payload, PacketHeader header) {
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            MemorySegment.copy(MemorySegment.ofArray(payload.getBytes(US_ASCII)), 0, transfer.destination(), transfer.destinationOffset(), payload.length());
            if (header != null) {
                header.writeTo(transfer.metadata());
                transfer.metadataLength(PacketHeader.BYTES);
                transfer.end();
            }
            return payload.length();
        });
        bench.driver.host().wake();
        bench.run();
        bench.deliver();
    }

    /// The device takes the next packet.
    private void take() {
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            assertEquals(PacketHeader.BYTES, transfer.metadataLength());
            sent.add(PacketHeader.from(transfer.metadata()));
            return bench.driver.move(transfer, limit);
        });
        bench.driver.host().wake();
        bench.run();
        bench.deliver();
    }

    @ParameterizedTest
    @EnumSource(MetadataMode.class)
    @Clause({"META-17", "META-19", "CB-17"})
    @DisplayName("a short transfer is a packet; its header is there when the callback runs, whoever owns the memory")
    void shouldReceiveHeadersBesidePayloads(MetadataMode mode) {
        receiver(mode);
        for (int i = 1; i <= 5; i++) {
            packet("abcdefgh".substring(0, i), new PacketHeader(7, i, 100L * i));
            assertEquals(new PacketHeader(7, i, 100L * i), received.getLast().header());
            assertArrayEquals("abcdefgh".substring(0, i).getBytes(US_ASCII), received.getLast().payload());
        }
        assertEquals(5, received.size());
    }

    @ParameterizedTest
    @EnumSource(MetadataMode.class)
    @DisplayName("a packet that is too long is dropped as a whole, and the next is received")
    void shouldDropWhatIsTooLong(MetadataMode mode) {
        PacketReceiver receiver = receiver(mode);
        packet("abcdefgh", new PacketHeader(1, 1, 0));
        packet("abcdefghi", null);
        packet("jkl", new PacketHeader(1, 2, 0));
        packet("mno", new PacketHeader(1, 3, 0));
        assertEquals(List.of(1, 3), received.stream().map(packet -> packet.header().sequence()).toList());
        assertEquals(1, receiver.dropped());
        assertEquals("", receiver.failure());
    }

    @ParameterizedTest
    @EnumSource(MetadataMode.class)
    @DisplayName("a packet that is a word too long ends with its buffer: the next one is whole")
    void shouldKeepWhatComesBehindAWordTooMuch(MetadataMode mode) {
        PacketReceiver receiver = receiver(mode);
        packet("abcdefghi", new PacketHeader(1, 1, 0));
        packet("jkl", new PacketHeader(1, 2, 0));
        packet("abcdefghi", null);
        packet("abcdefghi", new PacketHeader(1, 3, 0));
        packet("mno", new PacketHeader(1, 4, 0));
        assertEquals(List.of(2, 4), received.stream().map(packet -> packet.header().sequence()).toList());
        assertEquals(2, receiver.dropped());
    }

    @ParameterizedTest
    @EnumSource(MetadataMode.class)
    @DisplayName("what cannot be sent is refused, and takes no buffer")
    void shouldRefuseNothingAndTooMuch(MetadataMode mode) throws InterruptedException {
        PacketSender sender = sender(mode, 1);
        for (byte[] payload : List.of(new byte[0], new byte[LONGEST + 1])) {
            IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> sender.send(new PacketHeader(1, 1, 0), payload));
            assertEquals("a payload of " + payload.length + " bytes; a transfer has at least 1, and this sender's buffers 8", refusal.getMessage());
        }
        assertThrows(NullPointerException.class, () -> sender.send(null, new byte[1]));
        sender.send(new PacketHeader(1, 2, 0), new byte[LONGEST]);
        take();
        assertEquals(List.of(new PacketHeader(1, 2, 0)), sent);
    }

    @ParameterizedTest
    @EnumSource(MetadataMode.class)
    @Clause({"META-16", "META-18"})
    void shouldSendHeadersBesidePayloads(MetadataMode mode) throws InterruptedException {
        PacketSender sender = sender(mode, 3);
        sender.send(new PacketHeader(1, 1, 0), "one".getBytes(US_ASCII));
        sender.send(new PacketHeader(1, 2, 0), "three".getBytes(US_ASCII));
        take();
        take();
        assertEquals(List.of(new PacketHeader(1, 1, 0), new PacketHeader(1, 2, 0)), sent);
        assertEquals("onethree", new String(bench.driver.written(), US_ASCII));
    }

    @Test
    void shouldWaitWhileAllBuffersAreOnTheirWay() throws InterruptedException {
        PacketSender sender = sender(MetadataMode.CLIENT, 1);
        sender.send(new PacketHeader(1, 1, 0), new byte[] {1});
        Client<Long> second = Client.calls("sender", () -> sender.send(new PacketHeader(1, 2, 0), new byte[] {2}));
        Patience.untilParked(second.thread());
        assertFalse(second.isDone());
        take();
        assertEquals(2, second.answer());
    }

    @Test
    void shouldSayThatAPacketWasNotSent() throws InterruptedException {
        PacketSender sender = sender(MetadataMode.ENGINE, 1);
        sender.send(new PacketHeader(1, 1, 0), new byte[] {1});
        fail();
        assertEquals("a packet was not sent: WRITE_FAILED, no carrier",
                assertThrows(IllegalStateException.class, () -> sender.send(new PacketHeader(1, 2, 0), new byte[] {2})).getMessage());
    }

    @Test
    void shouldSayThatNothingIsReceivedAnyMore() {
        PacketReceiver receiver = receiver(MetadataMode.CLIENT);
        fail();
        assertEquals("WRITE_FAILED, no carrier", receiver.failure());
    }

    private void fail() {
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            throw TransferFault.write(0, "no carrier", null);
        });
        bench.driver.host().wake();
        bench.run();
        bench.deliver();
    }

    @Test
    @DisplayName("closed while a callback runs that is about to queue its buffer again: it ends all the same, and frees the memory")
    void shouldCloseInsideACallbackOfAnotherThread() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        PacketReceiver receiver = new PacketReceiver(bench.channel, CONFIG, MetadataMode.CLIENT, 2, LONGEST, _ -> {
            inside.countDown();
            Patience.await(go, "the test");
        });
        receiver.start();
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            transfer.end();
            return 1;
        });
        bench.driver.host().wake();
        bench.run();
        CompletableFuture<Void> call = bench.completers.begin();
        Patience.await(inside, "the callback");
        Client<Void> closer = Client.does("closer", receiver::close);
        Patience.untilParked(closer.thread());
        go.countDown();
        Patience.until(() -> {
            bench.run();
            return closer.isDone();
        }, "it is closed");
        closer.answer();
        call.join();
        assertEquals(0, bench.device.liveMappings());
    }

    @Test
    @Clause("META-01")
    void shouldRefuseAChannelWithoutTheMode() {
        try (Bench plain = Bench.of(ChannelCapabilities.of(Capability.SLAVE).directions(Direction.MEM_TO_DEV))) {
            IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class,
                    () -> new PacketSender(plain.channel, CONFIG, MetadataMode.ENGINE, 1, 1));
            assertTrue(refusal.getMessage().endsWith("has no metadata in mode ENGINE, only []"), refusal.getMessage());
        }
    }

    @Test
    void shouldRefuseToReceiveWithoutDeviceFlowControl() {
        SlaveConfig without = SlaveConfig.builder().source(0x6000, BusWidth.BYTES_1, 1).build();
        assertThrows(IllegalArgumentException.class, () -> new PacketReceiver(bench.channel, without, MetadataMode.CLIENT, 1, 1, received::add));
    }

    @Test
    void shouldLayOutAHeader() {
        MemorySegment bytes = MemorySegment.ofArray(new byte[PacketHeader.BYTES]);
        new PacketHeader(1, 2, 0x0102030405060708L).writeTo(bytes);
        assertArrayEquals(new byte[] {0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8}, bytes.toArray(ValueLayout.JAVA_BYTE));
        assertEquals(new PacketHeader(1, 2, 0x0102030405060708L), PacketHeader.from(bytes));
    }
}
