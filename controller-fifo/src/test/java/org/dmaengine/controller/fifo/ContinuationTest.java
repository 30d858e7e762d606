package org.dmaengine.controller.fifo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.controller.fifo.stubs.HandPort;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.ForwardingDriver;
import org.dmaengine.core.stubs.WatermarkConfig;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.Transfer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A transfer that one channel has begun and another goes on with, wherever it stands: to the device and to the client it is as if nothing had
/// happened.
class ContinuationTest {
    /// How words get from here to there.
    enum Way {
        STRAIGHT, PACKED, SWAPPED, PACKED_AND_SWAPPED;

        FifoSlaveConfig config() {
            SlaveConfig base = SlaveConfig.builder().source(0x4000, BusWidth.BYTES_2, 3).destination(0x4000, BusWidth.BYTES_2, 3)
                    .portWindows(7, 7).build();
            FifoSlaveConfig plain = FifoSlaveConfig.of(base);
            return switch (this) {
                case STRAIGHT -> plain;
                case PACKED -> plain.withPacking(BusWidth.BYTES_8);
                case SWAPPED -> plain.withByteSwap(true);
                case PACKED_AND_SWAPPED -> plain.withPacking(BusWidth.BYTES_8).withByteSwap(true);
            };
        }
    }

    /// What is moved, in words of two bytes.
    enum Kind {
        /// Segments of 1, 7 and 4 words.
        LIST(12) {
            @Override
            DmaDescriptor prepare(VirtualChannel channel, Mapping memory, Direction direction) {
                return channel.preparePeripheralVec(List.of(new DmaVec(memory, 40, 2), new DmaVec(memory, 0, 14), new DmaVec(memory, 20, 8)),
                        direction, TransferFlag.INTERRUPT);
            }
        },
        /// Twelve words in periods of four, two and a half times round.
        RING(30) {
            @Override
            DmaDescriptor prepare(VirtualChannel channel, Mapping memory, Direction direction) {
                return channel.prepareCyclic(memory, 3, 24, 8, direction, TransferFlag.INTERRUPT);
            }
        },
        /// Two lines of three and one of four words with gaps, again and again, two and a half times.
        FRAMES(25) {
            @Override
            DmaDescriptor prepare(VirtualChannel channel, Mapping memory, Direction direction) {
                InterleavedTemplate.Builder template = direction == Direction.DEV_TO_MEM ? InterleavedTemplate.fromDevice(memory, 1)
                        : InterleavedTemplate.toDevice(memory, 1);
                return channel.prepareInterleaved(template.frames(2, new DataChunk(6, 4), new DataChunk(4, 2)).build(), TransferFlag.REPEAT,
                        TransferFlag.INTERRUPT);
            }
        };

        private final int words;

        Kind(int words) {
            this.words = words;
        }

        abstract DmaDescriptor prepare(VirtualChannel channel, Mapping memory, Direction direction);
    }

    /// What device and client have seen: the bytes on the other side, the address of each word, how far it says that it is, and how often
    /// something was called back.
    private record Seen(List<Byte> bytes, List<Long> addresses, String status, long periods, long ends) { }

    private static final List<Direction> DIRECTIONS = List.of(Direction.DEV_TO_MEM, Direction.MEM_TO_DEV);

    static Stream<Arguments> transfers() {
        return Arrays.stream(Kind.values()).flatMap(kind -> DIRECTIONS.stream().flatMap(direction -> Arrays.stream(Way.values())
                .flatMap(way -> Arrays.stream(Next.values()).map(next -> Arguments.of(kind, direction, way, next)))));
    }

    /// Lets the device move the words one by one, and a swap come after some of them.
    private static Seen move(Kind kind, Direction direction, Way way, Next next, List<Integer> cuts) {
        Callbacks callbacks = new Callbacks();
        try (FifoBench bench = new FifoBench()) {
            HandPort port = bench.wire(new HandPort(direction));
            bench.channel.configure(way.config());
            Mapping memory = direction == Direction.DEV_TO_MEM ? bench.memory(64) : bench.pattern(64);
            long cookie = bench.begin(kind.prepare(bench.channel, memory, direction).onComplete(callbacks.record()));
            for (int word = 0; word <= kind.words; word++) {
                if (cuts.contains(word)) {
                    bench.swap(next.of(bench));
                }
                if (word < kind.words) {
                    if (direction == Direction.DEV_TO_MEM) {
                        port.arrive(2);
                    } else {
                        port.makeRoom(2);
                    }
                    bench.run();
                }
            }
            // What is inside is delivered, or given back.
            bench.channel.pause();
            String status = bench.channel.status(cookie).status() + " " + bench.residue(cookie) + " " + bench.channel.status(cookie).inFlight();
            bench.completers.deliver();
            return new Seen(bytes(direction == Direction.DEV_TO_MEM ? FifoBench.bytes(memory) : port.written()), addresses(port), status,
                    callbacks.results().stream().mapToLong(TransferResult::periods).sum(),
                    callbacks.results().stream().filter(result -> !result.isPeriod()).count());
        }
    }

    private static List<Byte> bytes(byte[] array) {
        List<Byte> all = new ArrayList<>();
        for (byte one : array) {
            all.add(one);
        }
        return all;
    }

    /// The bus address of each word, from calls such as `burst 0x4000 3x2`: the words of a burst follow each other.
    private static List<Long> addresses(HandPort port) {
        List<Long> all = new ArrayList<>();
        for (String call : port.calls()) {
            String[] parts = call.split(" ");
            if (parts[0].equals("burst")) {
                int words = Integer.parseInt(parts[2].substring(0, parts[2].indexOf('x')));
                for (int i = 0; i < words; i++) {
                    all.add(Long.decode(parts[1]) + 2L * i);
                }
            }
        }
        return all;
    }

    @ParameterizedTest(name = "{0}, {1}, {2}, {3}")
    @MethodSource("transfers")
    @DisplayName("cut at any word, it goes on at the next: the same bytes, the same places in the register window, the same periods")
    void shouldGoOnFromAnyWord(Kind kind, Direction direction, Way way, Next next) {
        Seen whole = move(kind, direction, way, next, List.of());
        for (int cut = 0; cut <= kind.words; cut++) {
            assertEquals(whole, move(kind, direction, way, next, List.of(cut)), "cut after word " + cut);
        }
    }

    @ParameterizedTest(name = "{0}, {1}, {2}, {3}")
    @MethodSource("transfers")
    @DisplayName("cut after each word, it still is the same")
    void shouldGoOnAgainAndAgain(Kind kind, Direction direction, Way way, Next next) {
        List<Integer> everywhere = Stream.iterate(0, word -> word + 1).limit(kind.words + 1).toList();
        assertEquals(move(kind, direction, way, next, List.of()), move(kind, direction, way, next, everywhere));
    }

    // ---- while the device has something, and in the middle of a burst's worth ----

    @ParameterizedTest
    @EnumSource
    @DisplayName("what waits in the device at the cut is fetched by the next one, whoever raises the line")
    void shouldFetchWhatWaits(Next next) {
        try (FifoBench bench = new FifoBench()) {
            HandPort source = bench.wire(new HandPort(Direction.DEV_TO_MEM));
            bench.channel.configure(FifoBench.words(BusWidth.BYTES_1, 4));
            Mapping memory = bench.memory(20);
            long cookie = bench.receive(memory);
            source.arrive(20);
            bench.step();
            assertEquals(16, bench.residue(cookie), "one burst");
            bench.swap(next.of(bench));
            bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
            assertEquals(bytes(FifoBench.patternBytes(0, 20)), bytes(FifoBench.bytes(memory)));
            assertEquals(List.of("connect", "burst 0x4000 4x1", "disconnect", "connect"), source.calls().subList(0, 4), "one controller at a time");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a lease that had nothing to do goes on as well, with the next transfer")
    void shouldServeTheNextTransfer(Next next) {
        try (FifoBench bench = new FifoBench()) {
            HandPort source = bench.wire(new HandPort(Direction.DEV_TO_MEM));
            bench.channel.configure(FifoBench.words(BusWidth.BYTES_1, 4));
            source.arrive(4);
            bench.receive(bench.memory(4));
            bench.swap(next.of(bench));
            source.arrive(4);
            bench.assertEnds(bench.receive(bench.memory(4)), DmaStatus.COMPLETE, 0);
        }
    }

    // ---- watermark, idle line ----

    @ParameterizedTest
    @EnumSource
    @DisplayName("words below the watermark go on waiting for more; at the end fewer do")
    void shouldGoOnWaitingForTheWatermark(Next next) {
        try (FifoBench bench = new FifoBench()) {
            HandPort source = bench.wire(new HandPort(Direction.DEV_TO_MEM));
            bench.channel.configure(FifoSlaveConfig.of(FifoBench.words(BusWidth.BYTES_1, 8)).withWatermark(4));
            long cookie = bench.receive(bench.memory(10));
            source.arrive(4 + 3);
            bench.run();
            assertEquals(3, bench.residue(cookie), "seven at once");
            bench.swap(next.of(bench));
            source.arrive(2);
            bench.run();
            assertEquals(3, bench.residue(cookie));
            bench.swap(next.of(bench));
            source.arrive(1);
            bench.run();
            bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a device that had begun and is silent since ends the transfer; the time counts from the swap")
    void shouldGoOnListeningForAnIdleLine(Next next) {
        long timeout = Duration.ofMillis(2).toNanos();
        try (FifoBench bench = new FifoBench()) {
            HandPort source = bench.wire(new HandPort(Direction.DEV_TO_MEM));
            bench.channel.configure(FifoSlaveConfig.of(FifoBench.words(BusWidth.BYTES_1, 8)).withIdleTimeout(Duration.ofNanos(timeout)));
            long cookie = bench.receive(bench.memory(10));
            bench.swap(next.of(bench));
            bench.pass(10 * timeout);
            bench.assertEnds(cookie, DmaStatus.IN_PROGRESS, 10);
            source.arrive(3);
            bench.run();
            bench.pass(timeout - 1);
            bench.swap(next.of(bench));
            bench.pass(timeout - 1);
            bench.assertEnds(cookie, DmaStatus.IN_PROGRESS, 7);
            bench.pass(1);
            bench.assertEnds(cookie, DmaStatus.COMPLETE, 7);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("an end that the device has come to is found by the next one")
    void shouldFindTheEndOfTheStream(Next next) {
        try (FifoBench bench = new FifoBench()) {
            HandPort source = bench.wire(new HandPort(Direction.DEV_TO_MEM));
            bench.channel.configure(SlaveConfig.builder().source(0x4000, BusWidth.BYTES_1, 4).deviceFlowControl(true).build());
            long cookie = bench.receive(bench.memory(10));
            source.arrive(3);
            bench.run();
            bench.relay.next(next.of(bench));
            bench.channel.pause();
            source.arrive(1);
            source.end();
            bench.channel.resume();
            bench.run();
            bench.assertEnds(cookie, DmaStatus.COMPLETE, 6);
        }
    }

    // ---- what cannot go on ----

    /// Looks at each transfer that is prepared.
    private static List<Transfer> prepared(FifoBench bench, ExtendedSlaveConfig config) {
        List<Transfer> seen = new ArrayList<>();
        try (VirtualChannel lease = bench.lease(new ForwardingDriver(bench.driver(1)) {
            @Override
            public void validate(ExtendedSlaveConfig any) {
                // whatever a controller that has left may have allowed
            }

            @Override
            public void check(Transfer transfer) {
                seen.add(transfer);
            }
        }, FifoBench.LINE)) {
            lease.configure(config);
            lease.prepareSlaveSg(lease.mapper().allocate(8), Direction.DEV_TO_MEM);
        }
        return seen;
    }

    static Stream<Arguments> shouldRefuseWhatItCannotGoOnWith() {
        FifoSlaveConfig plain = FifoSlaveConfig.of(FifoBench.words(BusWidth.BYTES_2, 8));
        return Stream.of(
                Arguments.of(plain.withWatermark(33), "watermark of words 33 is refused; allowed is 0 to 32 (max.burst of controller fifo0)"),
                Arguments.of(plain.withRequestLine(8), "request line 8 is refused; allowed is 0 to 7 (request.lines of controller fifo0)"),
                Arguments.of(new WatermarkConfig(plain.base(), 3), WatermarkConfig.class.getName() + " is refused"));
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("a transfer that its next controller could not have been given is refused, with the limit")
    void shouldRefuseWhatItCannotGoOnWith(ExtendedSlaveConfig config, String expected) {
        try (FifoBench wide = new FifoBench(); FifoBench narrow = new FifoBench(Map.of("request.lines", 8, "max.burst", 32))) {
            Transfer transfer = prepared(wide, config).getFirst();
            String message = assertThrows(DmaException.Rejected.class, () -> narrow.driver(1).check(transfer)).getMessage();
            assertTrue(message.contains(expected), message);
        }
    }

    @Test
    @DisplayName("where the client leaves the width to the port, the next port's must fit what is left")
    void shouldFailWhereTheRestIsNoWholeWord() {
        try (FifoBench bench = new FifoBench()) {
            HandPort bytes = bench.wire(new HandPort(Direction.DEV_TO_MEM));
            bench.channel.configure(FifoBench.words(BusWidth.UNDEFINED, 4));
            long cookie = bench.receive(bench.memory(8));
            bytes.arrive(3);
            bench.run();
            bench.unwire(bytes);
            bench.wire(new HandPort(Direction.DEV_TO_MEM, BusWidth.BYTES_2)).arrive(8);
            bench.swap(bench.driver(1));
            bench.assertFails(cookie, TransferOutcome.READ_FAILED, 5, "5 contiguous bytes are left here",
                    "no multiple of the port's words of 2 bytes");
        }
    }
}
