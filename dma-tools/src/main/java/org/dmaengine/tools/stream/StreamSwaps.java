package org.dmaengine.tools.stream;

import java.time.Duration;
import java.util.List;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.swap.Milestones;
import org.dmaengine.tools.swap.Regularly;
import org.dmaengine.tools.swap.Schedule;
import org.dmaengine.tools.swap.Swap;
import org.dmaengine.tools.swap.SwapKind;
import org.dmaengine.tools.swap.Swapping;
import org.dmaengine.tools.swap.Swaps;

/// The swaps beside a stream, if any are wanted: the bundle of its controller restarts.
record StreamSwaps(Swaps swaps, String controller, int count) {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    /// Evenly spread over the bytes where somebody knows how many will come, else ten times a second. Before the ports are registered.
    ///
    /// @param length bytes to come, -1 if nobody knows
    /// @param source is held to their pace
    Swapping over(long length, SourceGate source) throws CommandFailure {
        List<Swap> each = count == 0 ? List.of() : List.of(swaps.of(SwapKind.RESTART, controller));
        return new Swapping(each, length < 0 || count == 0 ? new Regularly(count, INTERVAL) : spread(length, source), _ -> { });
    }

    private Schedule spread(long length, SourceGate source) {
        Milestones milestones = new Milestones(length, count, source::raise);
        source.keeps(milestones);
        return milestones;
    }
}
