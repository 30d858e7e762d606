package org.dmaengine.tools.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ChannelInfo;
import org.dmaengine.DmaException;
import org.dmaengine.TransferOutcome;
import org.dmaengine.contract.Clause;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.stubs.StubChannel;
import org.dmaengine.tools.stubs.StubEngine;
import org.dmaengine.tools.stubs.StubTransfer;
import org.dmaengine.tools.swap.Swap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TestRunTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> swapped = new ArrayList<>();
    private Swap swap = () -> fail("no swaps were asked for");

    @ParameterizedTest
    @ValueSource(strings = {"polled=0", "polled=1", "nobounce=1", "noverify=1", "norandom=1", "dmatest=1", "transfer_size=100",
        "alignment=6"})
    @Clause({"TST-04", "TST-35", "TST-38", "TST-40"})
    void shouldPassOnAChannelThatWorks(String variant) throws Exception {
        StubChannel channel = StubChannel.of(StubChannel::works);
        List<TestSummary> summaries = run(channel, variant, "iterations=50", "threads_per_chan=2", "verbose=0");
        assertEquals(List.of(50L, 50L), summaries.stream().map(TestSummary::tests).toList());
        assertEquals(100, channel.transfers());
        assertTrue(channel.closed);
        assertEquals(0, channel.mappings.get(), "mappings left open");
    }

    @Test
    @Clause({"TST-13", "TST-29", "TST-35", "TST-54", "TST-56"})
    @DisplayName("TST-29, TST-54, TST-56: lines of a run, passes when verbose")
    void shouldWriteTheLinesOfTheKernel() throws Exception {
        run(StubChannel.of(StubChannel::works), "iterations=2", "verbose=1", "norandom=1", "test_buf_size=256");
        List<String> lines = lines();
        assertEquals(List.of("dmatest: Added 1 threads using dma0chan0",
                "dmatest: Started 1 threads using dma0chan0",
                "dmatest: dma0chan0-copy0: result #1: 'test passed' with src_off=0x0 dst_off=0x0 len=0x100 (0)",
                "dmatest: dma0chan0-copy0: result #2: 'test passed' with src_off=0x0 dst_off=0x0 len=0x100 (0)"), lines.subList(0, 4));
        assertTrue(lines.getLast().matches("dmatest: dma0chan0-copy0: summary 2 tests, 0 failures \\d+\\.\\d\\d iops \\d+ KB/s \\(0\\)"),
                lines.getLast());
    }

    @Test
    @Clause("TST-55")
    @DisplayName("TST-55: one corrupted byte is a data error of one byte, and the command fails")
    void shouldFailOnOneCorruptedByte() {
        CommandFailure failure = assertThrows(CommandFailure.class, () -> run(StubChannel.of(transfer -> {
            transfer.move();
            if (transfer.cookie() == 3) {
                byte good = transfer.target().get(ValueLayout.JAVA_BYTE, transfer.targetOffset());
                transfer.target().set(ValueLayout.JAVA_BYTE, transfer.targetOffset(), (byte) (good ^ 1));
            }
            return TransferOutcome.NO_ERROR;
        }), "iterations=5"));
        assertEquals("1 of 5 tests failed, on 1 of 1 channels", failure.getMessage());
        assertTrue(lines().stream().anyMatch(line -> line.contains("result #3: 'data error' with") && line.endsWith("(1)")));
        assertTrue(lines().stream().anyMatch(line -> line.contains("dstbuf[") && line.contains("mismatch")));
        assertTrue(lines().getLast().contains("summary 5 tests, 1 failures"), lines().getLast());
    }

    @Test
    @Clause({"TST-07", "TST-38", "TST-50"})
    void shouldFailOnACorruptedFill() {
        assertThrows(CommandFailure.class, () -> run(StubChannel.of(_ -> TransferOutcome.NO_ERROR), "iterations=1", "dmatest=1"));
        assertTrue(lines().stream().anyMatch(line -> line.contains("not copied: expected de, got 3e")), out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ_FAILED", "WRITE_FAILED", "ABORTED"})
    @Clause({"TST-43", "TST-55"})
    @DisplayName("TST-43, TST-55: an outcome other than complete")
    void shouldReportAnErrorStatus(String outcome) {
        assertThrows(CommandFailure.class, () -> run(StubChannel.of(_ -> TransferOutcome.valueOf(outcome)), "iterations=1"));
        assertTrue(out.toString().contains("'completion error status'"), out.toString());
    }

    @Test
    @Clause({"TST-10", "TST-42", "TST-43", "TST-45", "PAIN-17"})
    @DisplayName("TST-43, TST-45: a transfer that does not end counts as a failure and keeps its buffers; the next test runs")
    void shouldGoOnAfterATimeOut() {
        StubChannel channel = StubChannel.of(t -> t.cookie() == 1 ? null : StubChannel.works(t));
        CommandFailure failure = assertThrows(CommandFailure.class, () -> run(channel, "iterations=3", "timeout=1"));
        assertEquals("1 of 3 tests failed, on 1 of 1 channels", failure.getMessage());
        assertTrue(out.toString().contains("result #1: 'test timed out'"), out.toString());
        assertEquals(3, channel.transfers());
        assertEquals(0, channel.mappings.get(), "freed once the channel was released");
    }

    @Test
    @Clause({"TST-42", "TST-43", "TST-55"})
    @DisplayName("TST-55: called back although still in progress")
    void shouldReportABusyStatus() {
        StubChannel channel = StubChannel.of(StubChannel::works);
        channel.liar = true;
        assertThrows(CommandFailure.class, () -> run(channel, "iterations=1"));
        assertTrue(out.toString().contains("'completion busy status'"), out.toString());
    }

    @Test
    @Clause({"TST-44", "TST-55"})
    @DisplayName("TST-44: a refused preparation is a failure, said with its reason; the next test runs")
    void shouldReportARefusal() {
        Function<StubTransfer, TransferOutcome> refuses = _ -> {
            throw new AssertionError("never issued");
        };
        StubChannel channel = StubChannel.of(refuses);
        channel.refusal = new DmaException.Rejected("odd days only");
        CommandFailure failure = assertThrows(CommandFailure.class, () -> run(channel, "iterations=2"));
        assertEquals("2 of 2 tests failed, on 1 of 1 channels", failure.getMessage());
        assertTrue(out.toString().contains("'prep error'"), out.toString());
        assertTrue(out.toString().contains("odd days only"), out.toString());
        assertEquals(0, channel.mappings.get());
    }

    @Test
    void shouldEndWhenTheControllerLeavesForGood() {
        StubChannel channel = StubChannel.of(StubChannel::works);
        channel.refusal = new DmaException.ChannelGone("its controller has left");
        assertThrows(CommandFailure.class, () -> run(channel, "iterations=0"));
        assertTrue(lines().getLast().endsWith("(-19)"), lines().getLast());
    }

    @Test
    @Clause({"TST-32", "TST-56"})
    @DisplayName("TST-32, TST-56: an alignment larger than the buffer: summary with code -12")
    void shouldRefuseAnAlignmentLargerThanTheBuffer() {
        assertThrows(CommandFailure.class, () -> run(StubChannel.of(StubChannel::works), "alignment=15"));
        assertTrue(lines().getLast().endsWith("summary 0 tests, 0 failures 0.00 iops 0 KB/s (-12)"), lines().getLast());
    }

    @Test
    @Clause({"TST-23", "TST-25", "TST-26", "TST-28", "TST-59", "TST-62"})
    @DisplayName("TST-23, TST-26: takes every channel; one that cannot do it gets no thread")
    void shouldTestEveryChannel() throws Exception {
        StubChannel copies = new StubChannel("dma0chan0", ChannelCapabilities.of(Capability.MEMCPY).build(), StubChannel::works);
        StubChannel fills = new StubChannel("dma0chan1", ChannelCapabilities.of(Capability.MEMSET).build(), StubChannel::works);
        List<TestSummary> summaries = run(new StubEngine(copies, fills), "iterations=3");
        assertEquals(List.of("dma0chan0-copy0"), summaries.stream().map(TestSummary::thread).toList());
        assertTrue(lines().contains("dmatest: Added 0 threads using dma0chan1"), out.toString());
        assertTrue(fills.closed);
    }

    @Test
    @Clause({"TST-02", "TST-03", "TST-05", "TST-23"})
    @DisplayName("TST-02, TST-03, TST-05: channel, controller and number of channels are limits")
    void shouldTakeOnlyWhatIsNamed() throws Exception {
        for (String limit : List.of("channel=dma0chan1", "max_channels=1", "device=stub")) {
            StubChannel first = new StubChannel("dma0chan0", ChannelCapabilities.of(Capability.MEMCPY).build(), StubChannel::works);
            StubChannel second = new StubChannel("dma0chan1", ChannelCapabilities.of(Capability.MEMCPY).build(), StubChannel::works);
            run(new StubEngine(first, second), "iterations=1", limit);
            assertEquals(!limit.startsWith("channel"), first.closed, limit);
            assertEquals(!limit.startsWith("max"), second.closed, limit);
        }
    }

    @Test
    @Clause("TST-62")
    void shouldNameTheChannelsWhereNoneMatches() {
        CommandFailure failure = assertThrows(CommandFailure.class, () -> run(StubChannel.of(StubChannel::works), "channel=dma7chan0"));
        assertTrue(failure.getMessage().contains("there are dma0chan0 on stub"), failure.getMessage());
    }

    @Test
    @Clause({"TST-24", "TST-62"})
    void shouldSayThatChannelsAreHeld() {
        CommandFailure failure = assertThrows(CommandFailure.class, () -> {
            StubEngine engine = new StubEngine(StubChannel.of(StubChannel::works));
            engine.requestAny(Capability.MEMCPY);
            run(engine);
        });
        assertEquals("no channel to test: every channel that would do is held", failure.getMessage());
    }

    @Test
    @Clause({"TST-07", "TST-25"})
    void shouldFailIfNothingWasTested() {
        StubChannel copies = new StubChannel("dma0chan0", ChannelCapabilities.of(Capability.MEMCPY).build(), StubChannel::works);
        CommandFailure failure = assertThrows(CommandFailure.class, () -> run(copies, "dmatest=1"));
        assertTrue(failure.getMessage().contains("capable of MEMSET"), failure.getMessage());
    }

    @Test
    @Clause({"TST-06", "TST-10", "TST-35", "TST-60"})
    @DisplayName("TST-60: an interrupt stops the tests, also one in mid transfer, and releases the channel")
    void shouldStopWhenInterrupted() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        StubChannel channel = StubChannel.of(t -> {
            if (t.cookie() < 10) {
                return StubChannel.works(t);
            }
            hanging.countDown();
            return null;
        });
        FutureTask<List<TestSummary>> endless = new FutureTask<>(() -> run(channel, "iterations=0", "timeout=-1"));
        Thread command = Thread.ofPlatform().start(endless);
        hanging.await();
        command.interrupt();
        command.join();
        assertTrue(endless.exceptionNow() instanceof InterruptedException, String.valueOf(endless.exceptionNow()));
        assertTrue(channel.closed);
        assertEquals(0, channel.mappings.get());
        assertTrue(lines().getLast().contains("summary 9 tests, 0 failures"), lines().getLast());
        assertFalse(Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().startsWith("dma0chan0-")));
    }

    @Test
    void shouldSpreadSwapsOverTheTestsOfAllThreads() throws Exception {
        StubChannel channel = StubChannel.of(StubChannel::works);
        List<Integer> transfers = Collections.synchronizedList(new ArrayList<>());
        swap = () -> transfers.add(channel.transfers());
        run(channel, "iterations=50", "threads_per_chan=2", "swaps=9");
        assertEquals(List.of("stub"), swapped);
        assertTrue(lines().stream().anyMatch(line -> line.startsWith("dmatest: 9 of 9 swaps, median ")), out.toString());
        for (int i = 0; i < 9; i++) {
            assertTrue(10 * (i + 1) <= transfers.get(i) && transfers.get(i) <= 10 * (i + 2), transfers::toString);
        }
    }

    @Test
    void shouldFailWithASwap() {
        swap = () -> {
            throw new CommandFailure("it does not come back");
        };
        assertEquals("swap: it does not come back",
                assertThrows(CommandFailure.class, () -> run(StubChannel.of(StubChannel::works), "iterations=50", "swaps=9")).getMessage());
    }

    @Test
    void shouldBeContentWithWhateverReplacesAChannelOnItsController() throws Exception {
        StubChannel channel = StubChannel.of(StubChannel::works);
        StubEngine engine = new StubEngine(channel);
        run(engine, "iterations=1", "channel=dma0chan0");
        ChannelInfo replacement = new ChannelInfo("stub", 0, "dma1chan0", channel.capabilities(), "", Map.of());
        assertTrue(engine.lastRequest.filter().test(replacement));
        assertFalse(engine.lastRequest.filter().test(new ChannelInfo("other", 0, "dma0chan0", channel.capabilities(), "", Map.of())));
    }

    private List<TestSummary> run(StubChannel channel, String... words) throws Exception {
        return run(new StubEngine(channel), words);
    }

    private List<TestSummary> run(StubEngine engine, String... words) throws Exception {
        return new TestRun(engine, TestParameters.parse(List.of(words)), new PrintStream(out, true), (_, controller) -> {
            swapped.add(controller);
            return swap;
        }).run();
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }
}
