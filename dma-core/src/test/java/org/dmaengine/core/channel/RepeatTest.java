package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Repeated transfers and their replacement at the end of a pass (contract 4.2).
class RepeatTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.INTERLEAVE, Capability.REPEAT, Capability.LOAD_EOT,
            Capability.SLAVE).directions(Direction.MEM_TO_DEV));
    private final VirtualChannel channel = bench.channel;
    private final Mapping memory = bench.pattern(64);
    private final Callbacks callbacks = new Callbacks();

    @BeforeEach
    void configure() {
        channel.configure(SlaveConfig.builder().build());
    }

    /// Four bytes from `start`, in two chunks with a gap of one byte between.
    private long submit(int start, TransferFlag... flags) {
        TransferFlag[] all = Arrays.copyOf(flags, flags.length + 1);
        all[flags.length] = TransferFlag.INTERRUPT;
        return channel.prepareInterleaved(InterleavedTemplate.toDevice(memory, start).frames(2, new DataChunk(2, 1)).build(), all)
                .onComplete(callbacks.record()).submit();
    }

    private void move(int bytes) {
        channel.issuePending();
        bench.move(bytes);
    }

    @Test
    @Clause({"IL-20", "IL-29", "DIFF-11", "FLG-12"})
    @DisplayName("IL-20 it starts again at its end, without another start, and calls back for each pass, coalesced")
    void shouldStartAgainAtItsEnd() {
        long cookie = submit(0, TransferFlag.REPEAT);
        move(10);
        assertArrayEquals(new byte[] {0, 1, 3, 4, 0, 1, 3, 4, 0, 1}, bench.driver.written());
        assertEquals(1, bench.driver.calls().stream().filter(call -> call.startsWith("start")).count());
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(cookie).status()); // IL-29
        assertEquals(2, channel.status(cookie).residue());
        bench.deliver();
        assertEquals(new TransferResult(cookie, TransferOutcome.NO_ERROR, 4, 0, 0, 0, 2, 2, ""), callbacks.only());
    }

    @Test
    @Clause({"IL-21", "IL-31", "VD-08", "VD-23", "FLG-13", "CAP-15"})
    @DisplayName("IL-21, VD-08 one with LOAD_EOT behind it replaces it at the end of its pass; it completes, once")
    void shouldBeReplacedAtTheEndOfItsPass() {
        long a = submit(0, TransferFlag.REPEAT);
        move(6);
        bench.deliver();
        long b = submit(20, TransferFlag.LOAD_EOT);
        move(1);
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(a).status(), "the pass is not over");
        move(1);
        assertEquals(DmaStatus.COMPLETE, channel.status(a).status());
        assertEquals(0, channel.status(a).residue());
        bench.deliver();
        TransferResult last = callbacks.results().getLast();
        assertEquals(new TransferResult(a, TransferOutcome.NO_ERROR, 4, 0, 0, 0, 0, 2, ""), last);
        move(100);
        bench.deliver();
        assertEquals(DmaStatus.COMPLETE, channel.status(b).status(), "IL-24: it runs once, as it is not repeated");
        assertArrayEquals(new byte[] {0, 1, 3, 4, 0, 1, 3, 4, 20, 21, 23, 24}, bench.driver.written());
        assertEquals(List.of(a, a, b), callbacks.order());
    }

    @Test
    @Clause({"IL-22", "IL-30", "DIFF-12", "CAP-15"})
    @DisplayName("IL-22 one without LOAD_EOT waits for ever, visibly, until the terminate")
    void shouldKeepWaitingWhatDoesNotReplaceIt() {
        submit(0, TransferFlag.REPEAT);
        long b = submit(20);
        move(100);
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(b).status());
        assertTrue(channel.status(b).detail().contains("LOAD_EOT") && channel.status(b).detail().contains("cookie 1"),
                channel.status(b).detail());
        assertTrue(channel.standstill().contains("LOAD_EOT"), channel.standstill());
        long c = submit(30, TransferFlag.LOAD_EOT);
        move(100);
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(c).status(), "it stands behind the one that waits");
        channel.terminateAsync();
        bench.run();
        for (long cookie = 1; cookie <= 3; cookie++) {
            assertEquals(DmaStatus.ABORTED, channel.status(cookie).status());
        }
    }

    @Test
    @Clause({"IL-23", "FLG-13"})
    @DisplayName("IL-23 LOAD_EOT behind one that does not repeat makes no difference")
    void shouldFollowNormallyBehindOneThatDoesNotRepeat() {
        submit(0);
        submit(20, TransferFlag.LOAD_EOT);
        move(100);
        assertArrayEquals(new byte[] {0, 1, 3, 4, 20, 21, 23, 24}, bench.driver.written());
        bench.deliver();
        assertEquals(List.of(1L, 2L), callbacks.order());
    }

    @Test
    @Clause("IL-24")
    @DisplayName("IL-24 the replacement may repeat, too: that is how buffers are flipped")
    void shouldBeReplacedByOneThatRepeats() {
        submit(0, TransferFlag.REPEAT, TransferFlag.LOAD_EOT);
        move(5);
        submit(20, TransferFlag.REPEAT, TransferFlag.LOAD_EOT);
        move(9);
        assertArrayEquals(new byte[] {0, 1, 3, 4, 0, 1, 3, 4, 20, 21, 23, 24, 20, 21}, bench.driver.written());
        assertEquals(DmaStatus.COMPLETE, channel.status(1).status());
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(2).status());
    }

    @Test
    @Clause("IL-25")
    @DisplayName("IL-25 several replacements are taken one per end of pass, in order")
    void shouldTakeReplacementsInOrder() {
        submit(0, TransferFlag.REPEAT);
        submit(20, TransferFlag.REPEAT, TransferFlag.LOAD_EOT);
        submit(40, TransferFlag.REPEAT, TransferFlag.LOAD_EOT);
        submit(60 - 10, TransferFlag.LOAD_EOT);
        move(100);
        assertArrayEquals(new byte[] {0, 1, 3, 4, 20, 21, 23, 24, 40, 41, 43, 44, 50, 51, 53, 54}, bench.driver.written());
        assertEquals(DmaStatus.COMPLETE, channel.status(4).status());
    }

    @Test
    @Clause("IL-21")
    @DisplayName("IL-21 a replacement that is only submitted does not replace")
    void shouldNotBeReplacedByWhatIsNotIssued() {
        submit(0, TransferFlag.REPEAT);
        move(1);
        submit(20, TransferFlag.LOAD_EOT);
        bench.move(50);
        assertFalse(channel.hasEnded(1));
        channel.issuePending();
        bench.move(4);
        assertTrue(channel.hasEnded(1));
    }

    @Test
    @Clause({"IL-27", "CB-08", "DIFF-11"})
    @DisplayName("IL-27 in one delivery first the passes that wait, then the completion: two calls of the same callback")
    void shouldDeliverPassesBeforeTheCompletion() {
        long a = submit(0, TransferFlag.REPEAT);
        move(8);
        submit(20, TransferFlag.LOAD_EOT);
        move(4);
        bench.deliver();
        assertEquals(List.of(a, a), callbacks.order());
        assertEquals(List.of(2L, 0L), callbacks.results().stream().map(TransferResult::periods).toList());
        assertEquals(List.of(2L, 3L), callbacks.results().stream().map(TransferResult::sequence).toList());
    }

    /// What the callbacks were told: cookie, periods, sequence.
    private List<String> told() {
        return callbacks.results().stream().map(result -> result.cookie() + " " + result.periods() + " " + result.sequence()).toList();
    }

    @Test
    @Clause({"CB-08", "CB-09", "DIFF-11", "IL-27"})
    @DisplayName("CB-09 the slot of passes holds one transfer: those of the replaced one give way and come with its end, none is lost")
    void shouldTellThePassesOfAReplacedTransferWithItsEnd() {
        submit(0, TransferFlag.REPEAT);
        move(8);
        submit(20, TransferFlag.REPEAT, TransferFlag.LOAD_EOT);
        move(8);
        assertEquals(1, bench.completers.waiting());
        bench.deliver();
        assertEquals(List.of("2 1 1", "1 2 2", "1 0 3"), told(), "CB-08: first the passes in the slot, then what has completed");
        move(4);
        bench.deliver();
        assertEquals("2 1 2", told().getLast());
    }

    @Test
    @Clause({"CB-09", "DIFF-11"})
    @DisplayName("DIFF-11 periods add up and the sequence has no gap, however late and however often replaced")
    void shouldTellEachPassOfEachTransferOnce() {
        for (int cookie = 1; cookie <= 6; cookie++) {
            submit(4 * cookie, TransferFlag.REPEAT, TransferFlag.LOAD_EOT);
            move(4 * cookie);
            if (cookie == 3) {
                bench.deliver();
            }
        }
        bench.deliver();
        long[] passes = {0, 2, 2, 3, 4, 5, 5};
        for (int cookie = 1; cookie <= 6; cookie++) {
            long counted = 0;
            for (TransferResult result : callbacks.results()) {
                if (result.cookie() == cookie) {
                    counted += Math.max(1, result.periods());
                    assertEquals(counted, result.sequence(), result::toString);
                }
            }
            assertEquals(passes[cookie], counted, () -> told().toString());
        }
    }

    @Test
    @Clause({"CB-08", "VD-10"})
    @DisplayName("CB-08 the passes that wait are called before what had completed earlier")
    void shouldCallThePassesBeforeWhatCompletedEarlier() {
        submit(20);
        move(4);
        submit(0, TransferFlag.REPEAT);
        move(4);
        assertEquals(1, bench.completers.waiting());
        bench.deliver();
        assertEquals(List.of("2 1 1", "1 0 0"), told());
    }

    @Test
    @Clause({"TRM-09", "TRM-10"})
    @DisplayName("TRM-09, TRM-10 passes that wait with the end of a replaced transfer are dropped with it")
    void shouldDropThePassesThatWaitWithAnEnd() {
        submit(0, TransferFlag.REPEAT);
        move(8);
        submit(20, TransferFlag.REPEAT, TransferFlag.LOAD_EOT);
        move(8);
        channel.terminateAsync();
        bench.run();
        submit(40);
        move(4);
        bench.deliver();
        assertEquals(List.of("3 0 0"), told());
    }

    @Test
    @Clause("CB-19")
    @DisplayName("CB-19 a callback that throws for the passes is still called for the end")
    void shouldCallForTheEndThoughTheCallForThePassesThrew() {
        channel.prepareInterleaved(InterleavedTemplate.toDevice(memory, 0).frames(1, new DataChunk(4, 0)).build(), TransferFlag.REPEAT,
                TransferFlag.INTERRUPT).onComplete(callbacks.record(result -> {
                    throw new IllegalStateException("a client's mistake");
                })).submit();
        move(4);
        submit(20, TransferFlag.REPEAT, TransferFlag.LOAD_EOT);
        move(8);
        bench.deliver();
        assertEquals(List.of("2 1 1", "1 1 1", "1 0 2"), told());
        assertEquals(2, bench.log.lines().size());
    }

    @Test
    @Clause({"FLG-02", "DIFF-10"})
    @DisplayName("FLG-02 a repeated transfer without a callback is replaced silently")
    void shouldBeReplacedSilentlyWithoutAFlag() {
        channel.prepareInterleaved(InterleavedTemplate.toDevice(memory, 0).frames(1, new DataChunk(4, 0)).build(), TransferFlag.REPEAT)
                .submit();
        move(10);
        channel.prepareInterleaved(InterleavedTemplate.toDevice(memory, 8).frames(1, new DataChunk(4, 0)).build(), TransferFlag.LOAD_EOT)
                .submit();
        move(6);
        assertTrue(channel.hasEnded(2));
        assertEquals(0, bench.completers.waiting());
    }

    @Test
    @Clause("PREP-20")
    @DisplayName("PREP-20 a vector may repeat, too")
    void shouldRepeatAVector() {
        channel.preparePeripheralVec(List.of(new DmaVec(memory, 10, 2), new DmaVec(memory, 0, 1)), Direction.MEM_TO_DEV,
                TransferFlag.REPEAT).submit();
        move(7);
        assertArrayEquals(new byte[] {10, 11, 0, 10, 11, 0, 10}, bench.driver.written());
    }

    @Test
    @DisplayName("TRM-03, PAU-02 it can be paused in the middle of a pass and terminated")
    void shouldBePausedAndTerminated() {
        long cookie = submit(0, TransferFlag.REPEAT);
        move(5);
        channel.pause();
        bench.move(50);
        assertEquals(3, channel.status(cookie).residue());
        channel.terminateAsync();
        bench.run();
        assertEquals(DmaStatus.ABORTED, channel.status(cookie).status());
        assertEquals(3, channel.status(cookie).residue());
        assertEquals(5, bench.driver.written().length);
    }
}
