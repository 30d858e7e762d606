package org.dmaengine.tools.test;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
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
final class TestRun {
    /// A command that is interrupted has 1.5 s; half a second of it for transfers that are about to end.
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final DmaEngine engine;
    private final TestParameters parameters;
    private final PrintStream out;
    private final Swaps swaps;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<ChannelUnderTest> channels = new CopyOnWriteArrayList<>();

    TestRun(DmaEngine engine, TestParameters parameters, PrintStream out, Swaps swaps) {
        this.engine = engine;
        this.parameters = parameters;
        this.out = out;
        this.swaps = swaps;
    }

    /// Runs to the end and hands back a summary for each thread.
    ///
    /// @throws CommandFailure       if there was no channel, a thread counts a failure, or it was stopped; all lines are written by then
    /// @throws InterruptedException if the calling thread was interrupted
    List<TestSummary> run() throws CommandFailure, InterruptedException {
        TestPace pace = new TestPace();
        try {
            for (DmaChannel channel : new Acquisition(engine, parameters).channels()) {
                channels.add(new ChannelUnderTest(channel, parameters, out, stop, pace));
            }
            run(pace);
        } catch (InterruptedException e) {
            stop();
            throw e;
        } finally {
            channels.forEach(ChannelUnderTest::close);
        }
        return judged();
    }

    /// Stops the tests after their current transfers, from any thread, and waits until they have; the run then fails.
    void stop() throws InterruptedException {
        stop.countDown();
        for (ChannelUnderTest channel : channels) {
            channel.join(PATIENCE);
        }
    }

    private void run(TestPace pace) throws CommandFailure, InterruptedException {
        Set<String> names = channels.stream().map(ChannelUnderTest::name).collect(Collectors.toSet());
        int threads = channels.stream().mapToInt(ChannelUnderTest::threads).sum();
        try (Swapping swapping = new TestSwaps(engine, swaps, parameters).beside(names, threads, pace)) {
            channels.forEach(ChannelUnderTest::start);
            swapping.start();
            for (ChannelUnderTest channel : channels) {
                channel.join();
            }
            if (stop.getCount() == 0) {
                throw new CommandFailure("stopped, since the bundle of the engine or the tools is");
            }
            List<Long> swapped = swapping.finish();
            if (parameters.swaps() > 0) {
                Spread spread = Spread.of(swapped);
                out.println(TestLog.PREFIX + swapped.size() + " of " + parameters.swaps() + " swaps, median " + Figures.millis(spread.median())
                        + ", max " + Figures.millis(spread.max()));
            }
        }
    }

    private List<TestSummary> judged() throws CommandFailure {
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
