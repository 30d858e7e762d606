package org.dmaengine.core.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What others see of a mapping while its close is still asking whether anybody uses it: it is open until it is closed.
///
/// The bench's channel is asked first, then an [Asked] of the test, which does then what another thread might do.
class ContestedCloseTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY));
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(8);
    private final Mapping to = bench.zeroes(8);
    private final List<Runnable> meanwhile = new ArrayList<>();
    private String inUse = "";

    /// A user of the DMA device that is asked after the bench's channel.
    private final class Asked implements DmaDevice.User {
        @Override
        public String runningTransfersOf(MappedMemory memory) {
            if (!meanwhile.isEmpty()) {
                meanwhile.removeFirst().run();
            }
            return inUse;
        }

        @Override
        public String callThatKeeps(MappedMemory memory) {
            return "";
        }

        @Override
        public boolean touches(MappedMemory memory) {
            return false;
        }
    }

    private void whileACloseAsks(Runnable action) {
        if (meanwhile.isEmpty()) {
            bench.device.addUser(new Asked());
        }
        meanwhile.add(action);
    }

    @Test
    @Clause({"MAP-12", "PREP-08"})
    void shouldLetASubmitOverruleACloseThatHasNotDecided() {
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 8);
        whileACloseAsks(descriptor::submit);
        String message = assertThrows(IllegalStateException.class, to::close).getMessage();
        assertTrue(message.contains("cookies 1"), message);
        assertTrue(to.isOpen());
        bench.issueAndMove(8);
        assertTrue(channel.status(1).isOk());
        to.close();
        assertFalse(to.isOpen());
    }

    @Test
    @Clause("MAP-12")
    void shouldLetAnEnqueuedCopyOverruleACloseThatHasNotDecided() {
        whileACloseAsks(() -> channel.enqueueMemcpy(to, 0, from, 0, 8, 0));
        assertThrows(IllegalStateException.class, from::close);
        bench.issueAndMove(8);
        assertTrue(channel.status(1).isOk());
    }

    @Test
    void shouldCloseAfterAllIfWhatOverruledItHasEndedSince() {
        whileACloseAsks(() -> {
            channel.enqueueMemcpy(to, 0, from, 0, 8, 0);
            bench.issueAndMove(8);
        });
        to.close();
        assertFalse(to.isOpen());
        assertTrue(channel.status(1).isOk());
    }

    @Test
    void shouldBeOpenForEverybodyDuringACloseThatIsRefused() {
        inUse = "another channel";
        List<Boolean> open = new ArrayList<>();
        whileACloseAsks(() -> {
            open.add(to.isOpen());
            to.syncForCpu();
            to.syncForDevice();
            channel.prepareMemcpy(to, 0, from, 0, 8);
        });
        assertThrows(IllegalStateException.class, to::close);
        assertEquals(List.of(true), open);
    }

    @Test
    void shouldRefuseWhatComesAfterTheClose() {
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 8);
        to.close();
        String message = assertThrows(IllegalStateException.class, descriptor::submit).getMessage();
        assertTrue(message.contains("closed since"), message);
        assertThrows(IllegalStateException.class, () -> channel.enqueueMemcpy(to, 0, from, 0, 8, 0));
        assertEquals(0, channel.prepareMemcpy(bench.zeroes(8), 0, from, 0, 8).submit() - 1, "no cookie was spent");
    }

    @Test
    void shouldNotSayThatItIsClosedWhileAnotherCloseHasNotDecided() {
        inUse = "another channel";
        Hang hang = new Hang((transfer, limit) -> 0);
        whileACloseAsks(() -> hang.give(null, 0));
        Client<Void> first = Client.does("first", to::close);
        hang.awaitInside();
        Client<Void> second = Client.does("second", to::close);
        Patience.until(() -> second.thread().getState() == Thread.State.BLOCKED || second.isDone(), "the second waits for its turn");
        assertFalse(second.isDone());
        hang.release();
        assertThrows(IllegalStateException.class, first::answer);
        assertThrows(IllegalStateException.class, second::answer);
        inUse = "";
        to.close();
    }

    @Test
    void shouldBeFreedOnceWhenItsLeaseEndsDuringAClose() {
        Hang hang = new Hang((transfer, limit) -> 0);
        whileACloseAsks(() -> hang.give(null, 0));
        Client<Void> close = Client.does("close", to::close);
        hang.awaitInside();
        Client<Void> release = Client.does("release", channel::close);
        hang.release();
        close.answer();
        release.answer();
        assertFalse(to.isOpen());
        assertEquals(0, bench.device.liveMappings());
    }
}
