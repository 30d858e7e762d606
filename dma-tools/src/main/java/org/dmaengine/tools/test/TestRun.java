package org.dmaengine.tools.test;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Figures;
import org.dmaengine.tools.Spread;
import org.dmaengine.tools.swap.Swapping;
import org.dmaengine.tools.swap.Swaps;

/// One run of dmatest over all channels taken (TST-59, TST-60). Runs on the caller's thread, which may be interrupted: the
/// tests then stop after their current transfers, and what cannot end by itself is terminated.
record TestRun(DmaEngine engine, TestParameters parameters, PrintStream out, Swaps swaps) {
    /// A command that is interrupted has 1.5 s; half a second of it for transfers that are about to end.
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /// Runs to the end and hands back a summary for each thread.
    ///
    /// @throws CommandFailure       if there was no channel, or a thread counts a failure; all lines are written by then
    /// @throws InterruptedException if the calling thread was interrupted
    List<TestSummary> run() throws CommandFailure, InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        TestPace pace = new TestPace();
        List<ChannelUnderTest> channels = new ArrayList<>();
        try {
            for (DmaChannel channel : new Acquisition(engine, parameters).channels()) {
                channels.add(new ChannelUnderTest(channel, parameters, out, stop, pace));
            }
            run(channels, pace);
        } catch (InterruptedException e) {
            stop.countDown();
            for (ChannelUnderTest channel : channels) {
                channel.join(PATIENCE);
            }
            throw e;
        } finally {
            channels.forEach(ChannelUnderTest::close);
        }
        return judged(channels);
    }

    private void run(List<ChannelUnderTest> channels, TestPace pace) throws CommandFailure, InterruptedException {
        Set<String> names = channels.stream().map(ChannelUnderTest::name).collect(Collectors.toSet());
        int threads = channels.stream().mapToInt(ChannelUnderTest::threads).sum();
        try (Swapping swapping = new TestSwaps(engine, swaps, parameters).beside(names, threads, pace)) {
            channels.forEach(ChannelUnderTest::start);
            swapping.start();
            for (ChannelUnderTest channel : channels) {
                channel.join();
            }
            List<Long> swapped = swapping.finish();
            if (parameters.swaps() > 0) {
                Spread spread = Spread.of(swapped);
                out.println(TestLog.PREFIX + swapped.size() + " of " + parameters.swaps() + " swaps, median " + Figures.millis(spread.median())
                        + ", max " + Figures.millis(spread.max()));
            }
        }
    }

    private List<TestSummary> judged(List<ChannelUnderTest> channels) throws CommandFailure {
        List<TestSummary> summaries = channels.stream().flatMap(channel -> channel.summaries().stream()).toList();
        if (!channels.stream().allMatch(ChannelUnderTest::isOk)) {
            long bad = channels.stream().filter(channel -> !channel.isOk()).count();
            long failures = summaries.stream().mapToLong(TestSummary::failures).sum();
            long tests = summaries.stream().mapToLong(TestSummary::tests).sum();
            throw new CommandFailure(failures + " of " + tests + " tests failed, on " + bad + " of " + channels.size() + " channels");
        }
        if (summaries.isEmpty()) {
            throw new CommandFailure("nothing was tested: no channel taken is capable of "
                    + parameters.operation().capability() + ", which dmatest=" + parameters.operation().ordinal() + " needs");
        }
        return summaries;
    }
}
