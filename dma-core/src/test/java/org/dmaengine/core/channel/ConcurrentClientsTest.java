package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.TransferFlag;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.LiveChannel;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.WaitStrategy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two clients do everything at once on one channel with real threads (SUB-15, ISS-07, TRM-16, CB-04).
class ConcurrentClientsTest {
    private static final long RUN_NANOS = TimeUnit.MILLISECONDS.toNanos(Long.getLong("dma.stress.millis", 1500));
    private static final int CAPACITY = 64;

    @ParameterizedTest(name = "assistable {0}, {1} runners, depth {2}")
    @CsvSource({"true, 1, 1", "true, 2, 4", "false, 1, 1", "false, 2, 3"})
    @Clause({"SUB-15", "CB-04", "VD-28"})
    @DisplayName("VD-28 each cookie ends once, callbacks come in order, every byte is where it was counted, nobody hangs")
    void shouldSurviveClientsThatDoEverythingAtOnce(boolean assistable, int runners, int depth) {
        long seed = Long.getLong("dma.seed", System.nanoTime());
        // To be seen also when the test hangs or the JVM dies: repeat with -Ddma.seed.
        System.out.println("ConcurrentClientsTest: dma.seed=" + seed + " assistable=" + assistable + " runners=" + runners
                + " depth=" + depth);
        EngineSpec spec = new EngineSpec("live", runners, WaitStrategy.ADAPTIVE, assistable);
        try (LiveChannel live = new LiveChannel(ChannelCapabilities.of(Capability.MEMCPY).reuse(true).depth(depth), spec, CAPACITY)) {
            VirtualChannel channel = live.channel;
            Ends ends = new Ends();
            channel.onComplete(ends.cookies());
            Random random = new Random(seed);
            List<RandomClient> clients = List.of(new RandomClient(channel, ends, random.nextLong()),
                    new RandomClient(channel, ends, random.nextLong()));
            long deadline = System.nanoTime() + RUN_NANOS;
            ReusingClient reusing = new ReusingClient(channel, ends, random.nextLong());
            List<Client<Void>> threads = List.of(Client.does("reuser", () -> reusing.runUntil(deadline)),
                    Client.does("client-1", () -> clients.get(0).runUntil(deadline)),
                    Client.does("client-2", () -> clients.get(1).runUntil(deadline)),
                    Client.does("harvester", () -> harvestUntil(channel, ends, deadline)));
            threads.forEach(client -> client.answerAfter(RUN_NANOS));
            clients.forEach(RandomClient::finish);
            reusing.finish();
            channel.synchronize();
            harvestUntil(channel, ends, System.nanoTime());
            assertAllCalledBack(channel, ends);

            assertEquals(List.of(), ends.problems(), "seed " + seed);
            assertEquals("", live.driver.overlap(), "seed " + seed);
            assertEquals(List.of(), live.owner.told(), "seed " + seed);
            assertEquals(List.of(), live.log.lines(), "seed " + seed);
            assertEquals(CAPACITY, channel.queueSpace(), "seed " + seed);
            assertTrue(clients.stream().mapToInt(RandomClient::completed).sum() > 0, "they came to copy something");
            assertTrue(reusing.uses() > 0, "and to use descriptors again");
        }
    }

    private static void harvestUntil(VirtualChannel channel, Ends ends, long deadline) {
        long[] cookies = new long[7];
        int count;
        do {
            count = channel.harvest(cookies);
            for (int i = 0; i < count; i++) {
                ends.harvested(cookies[i]);
            }
            Thread.yield();
        } while (count > 0 || System.nanoTime() - deadline < 0);
    }

    /// With no terminate any more, each transfer that asks for a callback has one.
    private static void assertAllCalledBack(VirtualChannel channel, Ends ends) {
        Mapping memory = channel.mapper().allocate(16);
        long before = ends.calls();
        for (int i = 0; i < CAPACITY; i++) {
            channel.prepareMemcpy(memory, 0, memory, 8, 8, TransferFlag.INTERRUPT).onComplete(ends.descriptors()).submit();
        }
        channel.issuePending();
        Patience.until(() -> ends.calls() == before + CAPACITY, "all are called back, now " + ends.calls());
        channel.synchronize();
        long[] rest = new long[CAPACITY];
        assertEquals(CAPACITY, channel.harvest(rest));
        assertEquals(ends.lastCalled(), rest[CAPACITY - 1]);
        assertEquals(ends.lastHarvested() + 1, rest[0]);
    }
}
