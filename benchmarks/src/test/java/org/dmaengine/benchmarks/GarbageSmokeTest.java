package org.dmaengine.benchmarks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// D13: one path allocates nothing. JMH counts what *all* threads allocate, so the engine's side is in it.
class GarbageSmokeTest {
    /// What JMH allocates for itself in one iteration, whatever is measured.
    private static final double BOOKKEEPING = 1 << 20;
    /// An object for each transfer would be 16 B at the least; one in 64 transfers is what a wake-up may cost.
    private static final double NOTHING = 0.25;

    private static final int SECONDS = 2;

    @Test
    void shouldAllocateNothingPerTransfer() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                .include(SmallTransfersBenchmark.class.getSimpleName() + "\\.(polled|calledBack|resubmitted)")
                .include(BurstBenchmark.class.getSimpleName() + "\\.(burst|period)").param("quiet", "0")
                .mode(Mode.Throughput).timeUnit(TimeUnit.SECONDS)
                .shouldFailOnError(true).forks(0).warmupIterations(1).warmupTime(TimeValue.seconds(1))
                .measurementIterations(1).measurementTime(TimeValue.seconds(SECONDS))
                .addProfiler(GCProfiler.class).verbosity(VerboseMode.SILENT).build()).run();
        assertFalse(results.isEmpty(), "no benchmark was found");
        for (RunResult result : results) {
            double bytes = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
            System.out.printf("%-60s %12.0f transfers/s %8.4f B each%n", result.getParams().getBenchmark(),
                    result.getPrimaryResult().getScore(), bytes);
            double transfers = result.getPrimaryResult().getScore() * SECONDS;
            assertTrue(bytes * transfers < BOOKKEEPING + NOTHING * transfers, () -> result.getParams().getBenchmark() + " allocates " + bytes + " B per transfer");
        }
    }
}
