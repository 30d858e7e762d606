package org.dmaengine.tools.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmaengine.ChannelInfo;
import org.dmaengine.DmaEngine;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.swap.Milestones;
import org.dmaengine.tools.swap.Regularly;
import org.dmaengine.tools.swap.Schedule;
import org.dmaengine.tools.swap.Swap;
import org.dmaengine.tools.swap.SwapKind;
import org.dmaengine.tools.swap.Swapping;
import org.dmaengine.tools.swap.Swaps;

/// The swaps beside a test, if any are wanted: each time the bundles of all controllers in use restart, one after the other.
record TestSwaps(DmaEngine engine, Swaps swaps, TestParameters parameters) {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    /// Evenly spread over the tests, or ten times a second beside tests without end. Before the first test.
    ///
    /// @param names   of the channels in use
    /// @param threads that run tests
    /// @param pace    of these threads
    Swapping beside(Set<String> names, int threads, TestPace pace) throws CommandFailure {
        List<Swap> each = new ArrayList<>();
        if (parameters.swaps() > 0 && threads > 0) {
            for (String controller : controllers(names)) {
                each.add(swaps.of(SwapKind.RESTART, controller));
            }
        }
        return new Swapping(each, each.isEmpty() || parameters.iterations() == 0 ? new Regularly(parameters.swaps(), INTERVAL)
                : spread(Math.multiplyExact(parameters.iterations(), (long) threads), pace), _ -> { });
    }

    private Schedule spread(long tests, TestPace pace) {
        Milestones milestones = new Milestones(tests, parameters.swaps(), pace::changed);
        pace.keeps(milestones);
        return milestones;
    }

    private Set<String> controllers(Set<String> names) {
        return engine.channels().stream().filter(info -> names.contains(info.name())).map(ChannelInfo::controller).collect(Collectors.toSet());
    }
}
