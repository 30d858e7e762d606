package org.dmaengine.tools.swaptest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Progress;
import org.dmaengine.tools.Spread;
import org.dmaengine.tools.swap.Swap;
import org.dmaengine.tools.swap.SwapKind;
import org.dmaengine.tools.swap.Swapper;
import org.dmaengine.tools.swaptest.Rig.Controller;

/// How long the bundles of the controllers take to restart and to be updated while nobody has a lease: what no swap can be faster than.
record BareBundles(Swapper swapper, Set<Controller> controllers, int times) {
    private static final List<SwapKind> KINDS = List.of(SwapKind.RESTART, SwapKind.UPDATE);

    /// How often in all.
    int total() {
        return KINDS.size() * controllers.size() * times;
    }

    /// @param stopped says that the rest is not wanted any more
    Map<SwapKind, Spread> measure(Progress progress, BooleanSupplier stopped) throws CommandFailure {
        Map<SwapKind, Spread> all = new EnumMap<>(SwapKind.class);
        int number = 0;
        for (SwapKind kind : KINDS) {
            List<Long> nanos = new ArrayList<>();
            for (Controller controller : controllers) {
                Swap swap = swapper.of(kind, controller.raw());
                for (int i = 0; i < times && !stopped.getAsBoolean(); i++) {
                    progress.counts(++number, kind.key());
                    long begin = System.nanoTime();
                    swap.once();
                    nanos.add(System.nanoTime() - begin);
                }
            }
            all.put(kind, Spread.of(nanos));
        }
        return all;
    }
}
