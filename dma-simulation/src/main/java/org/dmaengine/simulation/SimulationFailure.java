package org.dmaengine.simulation;

import java.io.Serial;
import java.util.List;

/// A run has failed. The message has its seed, and what happened last.
public final class SimulationFailure extends AssertionError {
    @Serial
    private static final long serialVersionUID = 1L;
    private static final int LINES_SHOWN = 40;

    private final long seed;

    SimulationFailure(long seed, int events, long time, Throwable cause, List<String> trace) {
        super("seed " + seed + " (-D" + Simulation.SEED + "=" + seed + "), after " + events + " events, at " + time + " ns: " + cause + "\n"
                + last(trace), cause);
        this.seed = seed;
    }

    /// The seed of the run.
    public long seed() {
        return seed;
    }

    private static String last(List<String> trace) {
        int from = Math.max(0, trace.size() - LINES_SHOWN);
        return (from == 0 ? "" : "  ... " + from + " lines before\n") + "  " + String.join("\n  ", trace.subList(from, trace.size()));
    }
}
