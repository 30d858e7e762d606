package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Answer;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.TransferFault;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A descriptor's way through the channel, state by state (contract section 3, ISS-09).
class LifeCycleTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY).reuse(true), 4);
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);
    private final Callbacks callbacks = new Callbacks();

    /// Where everything stands: free places, calls of the driver so far, deliveries that wait, callbacks so far.
    private String where() {
        return channel.queueSpace() + " free, driver " + bench.driver.calls().size() + ", waiting " + bench.completers.waiting()
                + ", called " + callbacks.results().size();
    }

    private String status() {
        return channel.status(1).status() + " " + channel.status(1).residue() + " " + channel.status(1).detail();
    }

    @Test
    @Clause({"ISS-09", "VD-01", "VD-02", "VD-03", "VD-05", "VD-06", "VD-09", "VD-11", "VD-12"})
    @DisplayName("ISS-09 prepared, submitted, issued, active, completed, called back, freed: one event, one step")
    void shouldGoFromStateToState() {
        assertEquals("4 free, driver 0, waiting 0, called 0", where());
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 64, TransferFlag.INTERRUPT).onComplete(callbacks.record());
        assertEquals("3 free, driver 0, waiting 0, called 0", where(), "prepared");
        assertThrows(IllegalArgumentException.class, this::status, "it has no cookie yet");
        descriptor.submit();
        assertEquals("IN_PROGRESS 64 submitted, waits for issuePending", status());
        channel.issuePending();
        assertEquals("IN_PROGRESS 64 ", status());
        assertEquals("3 free, driver 0, waiting 0, called 0", where(), "issued");
        bench.run();
        assertEquals("3 free, driver 1, waiting 0, called 0", where(), "active");
        bench.move(60);
        assertEquals("IN_PROGRESS 4 ", status());
        bench.move(4);
        assertEquals("COMPLETE 0 ", status());
        assertEquals("3 free, driver 3, waiting 1, called 0", where(), "completed");
        bench.deliver();
        assertEquals("4 free, driver 3, waiting 0, called 1", where(), "called back and freed");
        assertThrows(IllegalStateException.class, descriptor::submit);
    }

    @Test
    @Clause({"VD-13", "RUS-03"})
    @DisplayName("VD-13 a reusable one is prepared again instead of freed")
    void shouldGoBackToPreparedInsteadOfFreed() {
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 64, TransferFlag.INTERRUPT).onComplete(callbacks.record())
                .reusable(true);
        descriptor.submit();
        bench.issueAndMove(64);
        assertEquals("3 free, driver 2, waiting 1, called 0", where());
        bench.deliver();
        assertEquals("3 free, driver 2, waiting 0, called 1", where());
        assertEquals(2, descriptor.submit());
    }

    @Test
    @Clause({"VD-01", "RUS-09"})
    @DisplayName("VD-01 it begins with its flags and without a result, also where a use before has failed")
    void shouldBeginWithItsFlagsAndWithoutAResult() {
        List<Boolean> fences = new ArrayList<>();
        for (int use = 0; use < 2; use++) {
            bench.driver.plan(DriverCall.START, (transfer, limit) -> {
                fences.add(transfer.has(TransferFlag.FENCE) && !transfer.has(TransferFlag.CMD) && transfer.moved() == 0);
                return 0;
            });
        }
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 64, TransferFlag.FENCE, TransferFlag.INTERRUPT)
                .onComplete(callbacks.record()).reusable(true);
        bench.driver.plan(DriverCall.STEP, Answer.thrown(TransferFault.write(5, "no room", null)));
        for (int use = 0; use < 2; use++) {
            descriptor.submit();
            bench.issueAndMove(64);
            bench.deliver();
        }
        assertEquals(List.of(true, true), fences);
        assertEquals(List.of(new TransferResult(1, TransferOutcome.WRITE_FAILED, 64, 59, 0, 0, 0, 0, "no room"),
                new TransferResult(2, TransferOutcome.NO_ERROR, 64, 0, 0, 0, 0, 0, "")), callbacks.results());
    }

    @Test
    @Clause({"VD-20", "SUB-04", "SUB-06"})
    @DisplayName("VD-20 a lease begins empty, whatever the one before has left")
    void shouldBeginEmpty() {
        channel.prepareMemcpy(to, 0, from, 0, 64);
        channel.prepareMemcpy(to, 0, from, 0, 64).submit();
        bench.issueAndMove(10);
        channel.pause();
        channel.close();
        try (VirtualChannel next = bench.lease()) {
            assertEquals(next.queueCapacity(), next.queueSpace());
            assertFalse(next.isPaused());
            assertEquals(0, next.harvest(new long[4]));
            assertEquals("", next.standstill());
            assertThrows(IllegalArgumentException.class, () -> next.status(1));
            Mapping memory = next.mapper().allocate(8);
            assertEquals(1, next.prepareMemcpy(memory, 0, memory, 4, 4).submit());
            next.issuePending();
            bench.run();
            assertEquals(List.of("start 2"), bench.driver.calls());
            bench.move(4);
            assertEquals(DmaStatus.COMPLETE, next.status(1).status());
        }
    }
}
