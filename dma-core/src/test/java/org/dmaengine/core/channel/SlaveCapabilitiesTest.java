package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaException;
import org.dmaengine.MetadataMode;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.Test;

/// What a lease answers about its channel (2.4, and the ends of 2.3): what the driver of this very channel states, no more.
class SlaveCapabilitiesTest {
    private static ChannelCapabilities.Builder slave() {
        return ChannelCapabilities.of(Capability.SLAVE).directions(Direction.MEM_TO_DEV);
    }

    private static String rejected(Runnable call) {
        return assertThrows(DmaException.Rejected.class, call::run).getMessage();
    }

    @Test
    @Clause({"SCAP-02", "ERR-08"})
    void shouldShowThatAChannelBetweenMemoryHasNoDevice() {
        try (Bench copies = Bench.of(ChannelCapabilities.of(Capability.MEMCPY))) {
            assertEquals(Set.of(), copies.channel.capabilities().directions());
            Mapping memory = copies.zeroes(8);
            assertTrue(rejected(() -> copies.channel.configure(SlaveConfig.builder().build())).contains("no device"));
            assertTrue(rejected(() -> copies.channel.prepareSlaveSg(memory, Direction.MEM_TO_DEV)).contains("SLAVE"));
        }
    }

    @Test
    @Clause({"SCAP-05", "CAP-18"})
    void shouldAnswerForEachChannelOfAControllerByItself() throws InterruptedException {
        try (Bench plain = Bench.of(slave()); Bench own = Bench.of(slave().pause(false, false).maxTransferLength(4))) {
            for (Bench bench : List.of(plain, own)) {
                bench.channel.configure(SlaveConfig.builder().build());
            }
            assertEquals(plain.driver.capabilities(), plain.channel.capabilities());
            assertEquals(own.driver.capabilities(), own.channel.capabilities());
            assertNotEquals(plain.channel.capabilities(), own.channel.capabilities());
            plain.channel.pause();
            assertTrue(rejected(own.channel::pause).contains("pause"));
            plain.channel.prepareSlaveSingle(plain.zeroes(8), 0, 8, Direction.MEM_TO_DEV);
            Mapping memory = own.zeroes(8);
            assertTrue(rejected(() -> own.channel.prepareSlaveSingle(memory, 0, 8, Direction.MEM_TO_DEV)).contains("1 to 4"));
        }
    }

    @Test
    @Clause("SCAP-06")
    void shouldPauseWithoutBeingAbleToResume() {
        try (Bench bench = Bench.of(slave().pause(true, false))) {
            bench.channel.configure(SlaveConfig.builder().build());
            long cookie = bench.channel.prepareSlaveSingle(bench.zeroes(8), 0, 8, Direction.MEM_TO_DEV).submit();
            bench.issueAndMove(3);
            bench.channel.pause();
            assertEquals(5, bench.channel.status(cookie).residue(), "that is what it is good for");
            assertTrue(rejected(bench.channel::resume).contains("resume"));
        }
        try (Bench bench = Bench.of(slave().pause(false, true))) {
            assertTrue(rejected(bench.channel::pause).contains("pause"));
            assertThrows(IllegalStateException.class, bench.channel::resume, "it can, but is not paused");
        }
    }

    @Test
    @Clause({"SCAP-07", "ERR-18"})
    void shouldSynchronizeWhateverTheDriverCanDo() {
        try (Bench least = Bench.of(slave().pause(false, false).reuse(false))) {
            least.channel.configure(SlaveConfig.builder().build());
            least.channel.prepareSlaveSingle(least.zeroes(8), 0, 8, Direction.MEM_TO_DEV).submit();
            least.issueAndMove(3);
            least.channel.terminateAsync();
            Client<Void> waiting = Client.does("synchronize", least.channel::synchronize);
            Patience.untilParked(waiting.thread());
            assertFalse(waiting.isDone(), "the driver has not stopped");
            least.run();
            waiting.answer();
            assertEquals("stop 1", least.driver.calls().getLast());
        }
    }

    @Test
    @Clause("SCAP-08")
    void shouldNotTakeARingForGrantedNorRefuseOne() {
        try (Bench single = Bench.of(slave()); Bench ring = Bench.of(ChannelCapabilities.of(Capability.CYCLIC)
                .directions(Direction.MEM_TO_DEV))) {
            single.channel.configure(SlaveConfig.builder().build());
            ring.channel.configure(SlaveConfig.builder().build());
            Mapping one = single.zeroes(8);
            assertTrue(rejected(() -> single.channel.prepareCyclic(one, 0, 8, 4, Direction.MEM_TO_DEV)).contains("CYCLIC"));
            ring.channel.prepareCyclic(ring.zeroes(8), 0, 8, 4, Direction.MEM_TO_DEV);
            Mapping other = ring.zeroes(8);
            assertTrue(rejected(() -> ring.channel.prepareSlaveSingle(other, 0, 8, Direction.MEM_TO_DEV)).contains("SLAVE"));
        }
    }

    @Test
    @Clause("CAP-19")
    void shouldNotTieToTypesWhatIsNoType() {
        try (Bench much = Bench.of(slave().reuse(true).metadata(4, MetadataMode.CLIENT)); Bench little = Bench.of(slave().pause(false, false))) {
            assertEquals(much.channel.capabilities().types(), little.channel.capabilities().types());
            for (Bench bench : List.of(much, little)) {
                bench.channel.configure(SlaveConfig.builder().build());
                bench.channel.preparePeripheralVec(List.of(new DmaVec(bench.zeroes(8), 0, 8)), Direction.MEM_TO_DEV);
            }
            much.channel.pause();
            much.channel.prepareSlaveSg(much.zeroes(8), Direction.MEM_TO_DEV).reusable(true);
            Mapping memory = little.zeroes(8);
            assertTrue(rejected(little.channel::pause).contains("pause"));
            assertTrue(rejected(() -> little.channel.prepareSlaveSg(memory, Direction.MEM_TO_DEV).reusable(true)).contains("reuse"));
            little.channel.terminateAsync(); // every channel can
        }
        try (Bench copies = Bench.of(ChannelCapabilities.of(Capability.MEMCPY))) {
            copies.channel.pause();
            assertTrue(copies.channel.isPaused());
        }
    }

    @Test
    @Clause({"CAP-14", "CAP-15"})
    void shouldTakeTheFlagsThatItHas() {
        try (Bench bench = Bench.of(ChannelCapabilities.of(Capability.SLAVE, Capability.REPEAT, Capability.LOAD_EOT)
                .directions(Direction.MEM_TO_DEV))) {
            bench.channel.configure(SlaveConfig.builder().build());
            List<DmaVec> vector = List.of(new DmaVec(bench.zeroes(8), 0, 8));
            long repeated = bench.channel.preparePeripheralVec(vector, Direction.MEM_TO_DEV, TransferFlag.REPEAT).submit();
            bench.issueAndMove(20);
            assertFalse(bench.channel.hasEnded(repeated));
            long next = bench.channel.preparePeripheralVec(vector, Direction.MEM_TO_DEV, TransferFlag.LOAD_EOT).submit();
            bench.issueAndMove(12);
            assertTrue(bench.channel.hasEnded(next), "it took the place of the one that repeats");
        }
    }
}
