package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.HandCompleters;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The completion stage of a descriptor: a view of the same end as the callback's.
class StageTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY, Capability.CYCLIC)
            .directions(Direction.DEV_TO_MEM).reuse(true));
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);
    private final List<String> events = new ArrayList<>();

    private void note(CompletionStage<TransferResult> stage, String name) {
        stage.thenAccept(result -> events.add(name + " " + result.cookie() + " " + result.outcome() + " "
                + result.residue() + " on " + Thread.currentThread().getName()));
    }

    @Test
    @DisplayName("FLG-02, table of differences: asking for the stage implies the flag; it ends after the callback")
    void shouldEndOnTheCompleterAfterTheCallback() {
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 40);
        note(descriptor.completion(), "stage");
        descriptor.onComplete((TransferResult result) -> events.add("callback"));
        descriptor.submit();
        bench.issueAndMove(40);
        assertEquals(List.of(), events);
        bench.deliver();
        assertEquals(List.of("callback", "stage 1 NO_ERROR 0 on " + HandCompleters.THREAD), events);
    }

    @Test
    void shouldEndThoughTheCallbackThrows() {
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 40);
        note(descriptor.completion(), "stage");
        descriptor.onComplete((TransferResult result) -> {
            throw new IllegalStateException("a client's mistake");
        });
        descriptor.submit();
        bench.issueAndMove(40);
        bench.deliver();
        assertEquals(1, events.size());
        assertEquals(1, bench.log.lines().size());
    }

    @Test
    void shouldBeTheSameStageUntilItIsSubmitted() {
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 40);
        note(descriptor.completion(), "first");
        note(descriptor.completion(), "second");
        descriptor.submit();
        bench.issueAndMove(40);
        bench.deliver();
        assertEquals(2, events.size());
    }

    @Test
    @Clause({"DIFF-04", "TRM-07", "CB-06"})
    @DisplayName("TRM-07, table of differences: a terminate runs no callback but ends the stage, ABORTED with the residue")
    void shouldEndAbortedAfterATerminate() {
        Callbacks callbacks = new Callbacks();
        DmaDescriptor active = channel.prepareMemcpy(to, 0, from, 0, 40, TransferFlag.INTERRUPT).onComplete(callbacks.record());
        DmaDescriptor queued = channel.prepareMemcpy(to, 0, from, 0, 8, TransferFlag.INTERRUPT).onComplete(callbacks.record());
        note(active.completion(), "active");
        note(queued.completion(), "queued");
        active.submit();
        queued.submit();
        bench.issueAndMove(10);
        channel.terminateAsync();
        bench.deliver();
        assertEquals(List.of("active 1 ABORTED 30 on " + HandCompleters.THREAD, "queued 2 ABORTED 8 on " + HandCompleters.THREAD),
                events);
        assertEquals(List.of(), callbacks.results());
    }

    @Test
    @Clause({"TRM-09", "DIFF-04"})
    @DisplayName("TRM-09 a transfer that completed before the terminate loses its callback, not its stage")
    void shouldEndWithNoErrorThoughTheCallbackWasDropped() {
        Callbacks callbacks = new Callbacks();
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 8, TransferFlag.INTERRUPT).onComplete(callbacks.record());
        note(descriptor.completion(), "stage");
        descriptor.submit();
        bench.issueAndMove(8);
        channel.terminateAsync();
        bench.run();
        bench.deliver();
        assertEquals(List.of("stage 1 NO_ERROR 0 on " + HandCompleters.THREAD), events);
        assertEquals(List.of(), callbacks.results());
    }

    @Test
    void shouldEndForATransferThatWasOnlySubmitted() {
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 8);
        note(descriptor.completion(), "stage");
        descriptor.submit();
        channel.terminateAsync();
        bench.deliver();
        assertEquals(List.of("stage 1 ABORTED 8 on " + HandCompleters.THREAD), events);
    }

    @Test
    @DisplayName("the stage of a reusable descriptor stands for its next use only")
    void shouldBeAnotherStageForEachUse() {
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 8).reusable(true);
        CompletionStage<TransferResult> first = descriptor.completion();
        note(first, "first");
        descriptor.submit();
        bench.issueAndMove(8);
        bench.deliver();
        CompletionStage<TransferResult> second = descriptor.completion();
        assertNotSame(first, second);
        note(second, "second");
        descriptor.submit();
        bench.issueAndMove(8);
        bench.deliver();
        assertEquals(List.of("first 1 NO_ERROR 0 on " + HandCompleters.THREAD, "second 2 NO_ERROR 0 on " + HandCompleters.THREAD),
                events);
    }

    @Test
    @DisplayName("a reusable descriptor may be asked for the stage of its next use inside its own callback")
    void shouldGiveTheNextStageInsideTheCallback() {
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 8, TransferFlag.INTERRUPT).reusable(true);
        note(descriptor.completion(), "first");
        descriptor.onComplete((TransferResult result) -> {
            if (result.cookie() == 1) {
                note(descriptor.completion(), "second");
                descriptor.submit();
                channel.issuePending();
            }
        });
        descriptor.submit();
        bench.issueAndMove(16);
        bench.deliver();
        assertEquals(1, events.size(), () -> events.toString());
        bench.run();
        bench.deliver();
        assertEquals(List.of("first 1 NO_ERROR 0 on " + HandCompleters.THREAD, "second 2 NO_ERROR 0 on " + HandCompleters.THREAD),
                events);
    }

    @Test
    void shouldRefuseAStageForATransferThatHasNoEnd() {
        channel.configure(SlaveConfig.builder().build());
        DmaDescriptor ring = channel.prepareCyclic(to, 0, 64, 16, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT);
        assertThrows(IllegalStateException.class, ring::completion);
    }

    @Test
    void shouldNotBeCompletedByTheClient() {
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 8);
        CompletionStage<TransferResult> stage = descriptor.completion();
        descriptor.submit();
        CompletableFuture<TransferResult> copy = stage.toCompletableFuture();
        assertTrue(copy.complete(new TransferResult(9, TransferOutcome.ABORTED, 0, 0, 0, 0, 0, 0, "")));
        CompletableFuture<TransferResult> another = stage.toCompletableFuture();
        assertFalse(another.isDone(), "what the client did to its own copy has no effect");
        bench.issueAndMove(8);
        bench.deliver();
        assertEquals(1, another.join().cookie());
    }
}
