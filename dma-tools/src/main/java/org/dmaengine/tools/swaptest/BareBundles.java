package org.dmaengine.tools.swaptest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Spread;
import org.dmaengine.tools.swap.Swap;
import org.dmaengine.tools.swap.SwapKind;
import org.dmaengine.tools.swap.Swapper;
import org.dmaengine.tools.swaptest.Rig.Controller;

/// How long the bundles of the controllers take to restart and to be updated while nobody has a lease: what no swap can be faster than.
record BareBundles(Swapper swapper, Set<Controller> controllers, int times) {
    Map<SwapKind, Spread> measure() throws CommandFailure {
        Map<SwapKind, Spread> all = new EnumMap<>(SwapKind.class);
        all.put(SwapKind.RESTART, measure(SwapKind.RESTART));
        all.put(SwapKind.UPDATE, measure(SwapKind.UPDATE));
        return all;
    }

    private Spread measure(SwapKind kind) throws CommandFailure {
        List<Long> nanos = new ArrayList<>();
        for (Controller controller : controllers) {
            Swap swap = swapper.of(kind, controller.raw());
            for (int i = 0; i < times; i++) {
                long begin = System.nanoTime();
                swap.once();
                nanos.add(System.nanoTime() - begin);
            }
        }
        return Spread.of(nanos);
    }
}
