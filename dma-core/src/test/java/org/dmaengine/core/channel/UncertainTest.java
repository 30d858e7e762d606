package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaStatus;
import org.dmaengine.SwapPolicy;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferStatus;
import org.dmaengine.core.stubs.Answer;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Replacing;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a driver that is lost has touched and not counted is told of every transfer that it had in hand, however that ends (D7).
class UncertainTest {
    private static final ChannelCapabilities.Builder COPIES = ChannelCapabilities.of(Capability.MEMCPY).depth(2);
    @AutoClose
    private final Bench bench = Bench.of(COPIES);
    private final VirtualChannel channel = bench.channel;
    private final Callbacks callbacks = new Callbacks();
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);

    private long submit(int length) {
        return channel.prepareMemcpy(to, 0, from, 0, length, TransferFlag.INTERRUPT).onComplete(callbacks.record()).submit();
    }

    private void breakDriver() {
        bench.driver.plan(DriverCall.STEP, Answer.thrown(new IllegalStateException("a driver's mistake")));
        bench.driver.host().wake();
        bench.run();
    }

    private void assertAborted(long cookie, long residue, long uncertain) {
        TransferStatus status = channel.status(cookie);
        assertEquals(DmaStatus.ABORTED, status.status());
        assertEquals(residue, status.residue());
        assertEquals(uncertain, status.uncertain());
    }

    @Test
    @DisplayName("REPLAY: one that is dropped before it could be done again says what the lost driver had touched")
    void shouldTellOfWhatWasToBeDoneAgain() {
        bench.owner.hasReplacements();
        channel.swapPolicy(SwapPolicy.REPLAY);
        submit(64);
        bench.issueAndMove(10);
        breakDriver();
        channel.terminateAsync();
        assertAborted(1, 54, 54);
    }

    @Test
    @DisplayName("REPLAY: one that is dropped while it is done again says how far the lost driver had come")
    void shouldTellHowFarItHadComeBefore() {
        bench.owner.hasReplacements();
        channel.swapPolicy(SwapPolicy.REPLAY);
        submit(64);
        bench.issueAndMove(40);
        bench.driver.plan(DriverCall.STEP, Answer.thrown(new IllegalStateException("a driver's mistake")));
        bench.driver.host().wake();
        bench.run();
        Replacing next = Replacing.of(bench, COPIES);
        next.attach();
        next.move(10);
        channel.terminateAsync();
        next.run();
        assertAborted(1, 54, 54);
    }

    @Test
    @DisplayName("REPLAY: one that is done again to its end leaves nothing uncertain")
    void shouldLeaveNothingUncertainBehindAnEnd() {
        bench.owner.hasReplacements();
        channel.swapPolicy(SwapPolicy.REPLAY);
        submit(64);
        bench.issueAndMove(10);
        breakDriver();
        Replacing next = Replacing.of(bench, COPIES);
        next.attach();
        next.move(64);
        assertEquals(DmaStatus.COMPLETE, channel.status(1).status());
        assertEquals(0, channel.status(1).uncertain());
    }

    @Test
    @DisplayName("a broken driver delivers what it holds of another transfer: that does not count, but is told")
    void shouldTellWhatABrokenDriverDelivers() {
        submit(64);
        submit(32);
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.STOP, (_, _) -> 0);
        bench.driver.plan(DriverCall.STOP, (transfer, _) -> bench.driver.move(transfer, 7));
        breakDriver();
        assertAborted(1, 54, 54);
        assertAborted(2, 32, 7);
        bench.deliver();
        assertEquals(7, callbacks.results().getLast().uncertain());
    }

    @Test
    @DisplayName("a broken driver that throws again while it lets go of another transfer may have touched all of that")
    void shouldTellOfAStopThatThrows() {
        submit(64);
        submit(32);
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.STOP, (_, _) -> 0);
        bench.driver.plan(DriverCall.STOP, Answer.thrown(new IllegalStateException("a driver's mistake")));
        breakDriver();
        assertAborted(2, 32, 32);
    }

    @Test
    @DisplayName("TRM-12 a terminated transfer over whose stop the driver breaks may have been touched to its end")
    void shouldTellOfATerminateOverWhichTheDriverBreaks() {
        submit(64);
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.STOP, Answer.thrown(new IllegalStateException("a driver's mistake")));
        channel.terminateAsync();
        bench.run();
        assertAborted(1, 54, 54);
    }
}
