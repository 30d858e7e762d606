package org.dmaengine.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;
import org.dmaengine.TransferOutcome;
import org.dmaengine.controller.virtual.Pace;
import org.dmaengine.controller.virtual.PacedChannel;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Pace AT_ONCE = new Pace(0, 0, 0, 64, 1);
    /// 1 ms to the first byte, then 1 byte a microsecond.
    private static final Pace SLOW = new Pace(1_000_000, 0, 1_000_000, 64, 1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static ChannelDriver paced(Pace pace) {
        return new PacedChannel(EngineSpec.device("paced"), pace, 0);
    }

    private static Mapping pattern(DmaChannel channel, int bytes) {
        Mapping mapping = channel.mapper().allocate(bytes);
        for (int i = 0; i < bytes; i++) {
            mapping.segment().set(ValueLayout.JAVA_BYTE, i, (byte) i);
        }
        return mapping;
    }

    /// Two clients who copy, one who terminates, a callback that submits again.
    private static void busy(Simulation sim) {
        DmaChannel channel = sim.channel(paced(AT_ONCE));
        Mapping from = pattern(channel, 1000);
        Mapping to = channel.mapper().allocate(1000);
        channel.onComplete((cookie, _, _) -> {
            if (cookie % 3 == 0) {
                channel.enqueueMemcpy(to, 0, from, 0, 10, TransferFlags.NONE);
                channel.issuePending();
            }
        });
        for (String name : List.of("a", "b")) {
            sim.client(name, () -> {
                for (int i = 0; i < 5; i++) {
                    long cookie = channel.enqueueMemcpy(to, 0, from, 0, 1000, TransferFlags.INTERRUPT);
                    channel.issuePending();
                    channel.await(cookie, SECOND);
                }
            });
        }
        sim.client("c", channel::terminateSync);
        sim.runUntilQuiet();
    }

    private static List<String> trace(long seed) {
        try (Simulation sim = Simulation.seeded(seed)) {
            busy(sim);
            sim.close();
            return sim.trace();
        }
    }

    @Test
    void shouldGiveTheSameRunForTheSameSeed() {
        for (long seed = 1; seed <= 20; seed++) {
            assertEquals(trace(seed), trace(seed), "seed " + seed);
        }
    }

    @Test
    void shouldGiveManyInterleavings() {
        Set<List<String>> different = new HashSet<>();
        for (long seed = 1; seed <= 50; seed++) {
            different.add(trace(seed).stream().map(line -> line.substring(line.indexOf(' '))).toList());
        }
        assertTrue(different.size() > 45, different.size() + " of 50");
    }

    @Test
    void shouldLetAClientWaitInVirtualTime() {
        try (Simulation sim = Simulation.seeded(42)) {
            DmaChannel channel = sim.channel(paced(SLOW));
            Mapping from = pattern(channel, 1000);
            Mapping to = channel.mapper().allocate(1000);
            List<DmaStatus> seen = new ArrayList<>();
            sim.client("waiting", () -> {
                long cookie = channel.prepareMemcpy(to, 0, from, 0, 1000).submit();
                channel.issuePending();
                String late = assertThrows(DmaException.TimedOut.class, () -> channel.await(cookie, Duration.ofMillis(1))).getMessage();
                assertTrue(late.contains("within 1 ms"), late);
                seen.add(channel.await(cookie, SECOND).status());
            });
            sim.runUntilQuiet();
            assertEquals(List.of(DmaStatus.COMPLETE), seen);
            assertArrayEquals(from.segment().toArray(ValueLayout.JAVA_BYTE), to.segment().toArray(ValueLayout.JAVA_BYTE));
            assertEquals(2, sim.now().toMillis(), () -> "1 ms of latency and 1000 bytes at 1 MB/s, but for a little: " + sim.now());
        }
    }

    @Test
    void shouldWaitOnTheThreadOfTheTestToo() throws InterruptedException {
        try (Simulation sim = Simulation.seeded(42)) {
            DmaChannel channel = sim.channel(paced(SLOW));
            long cookie = channel.prepareMemset(channel.mapper().allocate(100), 0, (byte) 7, 100).submit();
            channel.issuePending();
            assertTrue(channel.await(cookie, SECOND).isOk());
            channel.close();
        }
    }

    @Test
    void shouldEndWhatIsOverdue() {
        try (Simulation sim = Simulation.seeded(42)) {
            DmaChannel channel = sim.channel(Device.source());
            channel.configure(SlaveConfig.builder().build());
            List<String> ends = new ArrayList<>();
            channel.prepareSlaveSingle(channel.mapper().allocate(8), 0, 8, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT)
                    .onComplete(result -> ends.add(result.outcome() + " " + result.residue() + " " + result.detail())).deadline(SECOND).submit();
            channel.issuePending();
            sim.runUntilQuiet();
            assertEquals(1, ends.size());
            assertTrue(ends.getFirst().startsWith("ABORTED 8 ") && ends.getFirst().contains("nothing has arrived"), ends.getFirst());
            assertEquals(1, sim.now().toSeconds());
        }
    }

    @Test
    void shouldBringArrivalsToADevice() {
        Simulation.explore(50, sim -> {
            Device device = Device.source();
            DmaChannel channel = sim.channel(device);
            channel.configure(SlaveConfig.builder().build());
            Mapping to = channel.mapper().allocate(8);
            for (int i = 0; i < 4; i++) {
                byte first = (byte) (2 * i);
                sim.after(Duration.ofMillis(i), "2 bytes arrive", () -> device.arrive(first, (byte) (first + 1)));
            }
            sim.client("reader", () -> {
                long cookie = channel.prepareSlaveSingle(to, 0, 8, Direction.DEV_TO_MEM).submit();
                channel.issuePending();
                assertTrue(channel.await(cookie, SECOND).isOk());
            });
            sim.runUntilQuiet();
            assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5, 6, 7}, to.segment().toArray(ValueLayout.JAVA_BYTE));
        });
    }

    @Test
    void shouldGiveToADeviceWhatItHasRoomFor() {
        try (Simulation sim = Simulation.seeded(1)) {
            Device device = Device.sink();
            DmaChannel channel = sim.channel(device);
            channel.configure(SlaveConfig.builder().build());
            long cookie = channel.prepareSlaveSingle(pattern(channel, 8), 0, 8, Direction.MEM_TO_DEV).submit();
            channel.issuePending();
            device.makeRoom(3);
            sim.runUntilQuiet();
            assertArrayEquals(new byte[] {0, 1, 2}, device.taken());
            assertEquals(5, channel.status(cookie).residue());
        }
    }

    @Test
    void shouldGoOnWithAnotherController() {
        Simulation.explore(50, sim -> {
            DmaChannel channel = sim.channel(paced(SLOW));
            Mapping from = pattern(channel, 1000);
            Mapping to = channel.mapper().allocate(1000);
            sim.after(Duration.ofNanos(1_500_000), "swap", () -> sim.replace(channel, paced(SLOW)));
            long cookie = channel.prepareMemcpy(to, 0, from, 0, 1000).submit();
            channel.issuePending();
            assertTrue(channel.await(cookie, SECOND).isOk());
            assertArrayEquals(from.segment().toArray(ValueLayout.JAVA_BYTE), to.segment().toArray(ValueLayout.JAVA_BYTE));
            assertEquals(3, sim.now().toMillis());
        });
    }

    @Test
    void shouldGiveUpALeaseWithoutAController() {
        try (Simulation sim = Simulation.seeded(3)) {
            DmaChannel channel = sim.channel(paced(SLOW));
            List<TransferOutcome> ends = new ArrayList<>();
            channel.prepareMemset(channel.mapper().allocate(8), 0, (byte) 1, 8, TransferFlag.INTERRUPT).onComplete(result -> ends.add(result.outcome())).submit();
            channel.issuePending();
            sim.leave(channel);
            sim.runUntilQuiet();
            assertEquals(List.of(TransferOutcome.ABORTED), ends);
            assertEquals(30, sim.now().toSeconds());
            assertThrows(DmaException.ChannelGone.class, channel::issuePending);
        }
    }

    /// A client that looks whether it may, and then does: somebody else may have been faster.
    private static void careless(Simulation sim) {
        DmaChannel channel = sim.channel(paced(AT_ONCE));
        boolean[] taken = new boolean[1];
        for (String name : List.of("a", "b")) {
            sim.client(name, () -> {
                if (!taken[0]) {
                    channel.issuePending(); // others may have their turns here
                    assertFalse(taken[0], "taken twice");
                    taken[0] = true;
                }
            });
        }
    }

    @Test
    void shouldFindARaceAndReplayIt() {
        SimulationFailure found = assertThrows(SimulationFailure.class, () -> Simulation.explore(1000, SimulationTest::careless));
        assertTrue(found.getMessage().contains("-Ddma.seed=" + found.seed()) && found.getMessage().contains("taken twice")
                && found.getMessage().contains("b: dma0chan0.issuePending"), found::getMessage);
        try (Simulation again = Simulation.seeded(found.seed())) {
            careless(again);
            SimulationFailure same = assertThrows(SimulationFailure.class, again::runUntilQuiet);
            assertEquals(found.getMessage(), same.getMessage());
        }
    }

    @Test
    void shouldFailOverWhatACallbackThrows() {
        try (Simulation sim = Simulation.seeded(5)) {
            DmaChannel channel = sim.channel(paced(AT_ONCE));
            channel.prepareInterrupt(TransferFlag.INTERRUPT).onComplete(_ -> {
                throw new AssertionError("not as expected");
            }).submit();
            channel.issuePending();
            String message = assertThrows(SimulationFailure.class, sim::runUntilQuiet).getMessage();
            assertTrue(message.contains("not as expected"), message);
        }
    }

    @Test
    void shouldRefuseInACallbackWhatTheCoreRefuses() {
        try (Simulation sim = Simulation.seeded(5)) {
            DmaChannel channel = sim.channel(paced(AT_ONCE));
            List<String> refusals = new ArrayList<>();
            channel.prepareInterrupt(TransferFlag.INTERRUPT).onComplete(result -> {
                refusals.add(assertThrows(IllegalStateException.class, channel::close).getMessage());
                refusals.add(assertThrows(IllegalStateException.class, channel::terminateSync).getMessage());
                refusals.add(assertThrows(IllegalStateException.class, () -> channel.await(result.cookie(), SECOND)).getMessage());
            }).submit();
            channel.issuePending();
            sim.runUntilQuiet();
            assertEquals(3, refusals.size());
        }
    }

    @Test
    void shouldEndClientsThatWait() {
        Simulation sim = Simulation.seeded(6);
        DmaChannel channel = sim.channel(Device.source());
        channel.configure(SlaveConfig.builder().build());
        boolean[] unwound = new boolean[1];
        sim.client("waiting", () -> {
            try {
                channel.prepareSlaveSingle(channel.mapper().allocate(8), 0, 8, Direction.DEV_TO_MEM).submit();
                channel.issuePending();
                channel.await(1, SECOND);
            } finally {
                unwound[0] = true;
            }
        });
        sim.run(Duration.ofMillis(1));
        assertFalse(unwound[0]);
        sim.close();
        assertTrue(unwound[0]);
    }

    @Test
    void shouldNotDependOnWhatTheTestDraws() {
        try (Simulation sim = Simulation.seeded(7)) {
            assertNotEquals(sim.random().nextLong(), sim.random().nextLong());
            busy(sim);
            sim.close();
            assertEquals(trace(7), sim.trace());
        }
    }
}
