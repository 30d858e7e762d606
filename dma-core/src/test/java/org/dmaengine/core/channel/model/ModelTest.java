package org.dmaengine.core.channel.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dmaengine.contract.Clause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Random calls of two clients, of callbacks, engine and driver, compared call for call with a plain model of the channel
/// ([Model]): answers, exceptions, status of every cookie, callbacks and stages in order, queue space, bytes.
///
/// Only one thread runs at a time and the dice say which, so that a seed stands for one list of operations. A difference is made
/// as short as possible and printed as readable lines. System properties:
///
/// | property | default | |
/// | --- | --- | --- |
/// | `dma.seed` | the clock | the first seed; a failure names the one to give |
/// | `dma.model.seeds` | 24 | how many seeds, counted up from the first |
/// | `dma.model.calls` | 3000 | how many calls for each seed |
class ModelTest {
    private static final int SEEDS = Integer.getInteger("dma.model.seeds", 24);
    private static final int CALLS = Integer.getInteger("dma.model.calls", 3000);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    @Clause("VD-28")
    @DisplayName("VD-28 whatever is called in whatever order, the channel does what the model says")
    void shouldDoWhatTheModelSays() {
        long first = Long.getLong("dma.seed", System.nanoTime());
        // To be seen also when the test hangs.
        System.out.println("ModelTest: dma.seed=" + first + ", " + SEEDS + " seeds of " + CALLS + " calls");
        long calls = 0;
        for (long seed = first; seed < first + SEEDS; seed++) {
            calls += play(seed);
        }
        assertTrue(calls >= (long) SEEDS * CALLS);
    }

    private static long play(long seed) {
        Setup setup = Setup.of(seed);
        Random random = new Random(seed);
        List<Op> ops = new ArrayList<>();
        try (Play play = new Play(setup, PATIENCE)) {
            while (play.calls() < CALLS) {
                Op op = Op.of(random);
                ops.add(op);
                try {
                    play.play(op);
                } catch (Difference | RuntimeException e) {
                    throw new AssertionError(report(seed, setup, ops, e), e);
                }
            }
            return play.calls();
        }
    }

    private static String report(long seed, Setup setup, List<Op> ops, Throwable difference) {
        List<Op> shortest = new Shrinker(setup).shrink(List.copyOf(ops));
        StringBuilder text = new StringBuilder("seed " + seed + " (-Ddma.seed=" + seed + " -Ddma.model.seeds=1), " + setup + "\n"
                + difference.getMessage() + "\nshortest way from there to a difference:\n");
        try (Play play = new Play(setup, PATIENCE)) {
            for (Op op : shortest) {
                try {
                    play.play(op);
                } catch (Difference | RuntimeException e) {
                    play.lines().forEach(line -> text.append("  ").append(line).append('\n'));
                    return text.append(e.getMessage()).toString();
                }
            }
            return text.append("  none; it does not happen every time").toString();
        }
    }
}
