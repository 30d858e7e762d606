package org.dmaengine.tools.swaptest;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Progress;
import org.dmaengine.tools.Spread;
import org.dmaengine.tools.swap.SwapKind;
import org.dmaengine.tools.swap.Swapper;
import org.dmaengine.tools.swaptest.Rig.Controller;
import org.dmaengine.watch.ControllerWatch;
import org.dmaengine.watch.Counts;

/// Swaps under load, and what comes of them. First a short run that warms up whatever has to be, then the bundles alone, then the
/// swaps. On a thread that nobody interrupts; [#stop] ends it behind the swap under way.
final class SwapTest {
    private static final int MOST_BARE = 100;
    private static final int MOST_WARMING = 40;
    private static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    private final SwapTestParameters parameters;
    private final Yard yard;
    private final Swapper swapper;
    private final PrintStream terminal;
    private final SplittableRandom random;
    private final Map<Controller, Integer> channels;
    private final Ledger ledger = new Ledger();
    private volatile boolean stopped;

    /// @param terminal where to show how far it is, null for nowhere
    SwapTest(SwapTestParameters parameters, Yard yard, Swapper swapper, PrintStream terminal) {
        this.parameters = parameters;
        this.yard = yard;
        this.swapper = swapper;
        this.terminal = terminal;
        this.random = new SplittableRandom(parameters.seed());
        this.channels = Clients.channels(parameters);
    }

    /// Ends it early. Any thread.
    void stop() {
        stopped = true;
    }

    SwapTestReport run() throws CommandFailure, InterruptedException {
        long begin = System.nanoTime();
        Loaders loaders = new Loaders();
        warmUp(loaders);
        Leaks leaks = new Leaks(loaders);
        BareBundles bundles = new BareBundles(swapper, channels.keySet(), Math.clamp(parameters.swaps() / 5, 1, MOST_BARE));
        Map<SwapKind, Spread> bare;
        try (Rig _ = yard.rig(channels);
             Progress progress = progress("bundles alone", bundles.total())) {
            bare = bundles.measure(progress, () -> stopped);
        }
        SwapRun swaps;
        Leaks.Leak drivers;
        try (Rig rig = yard.rig(channels)) {
            try (Progress progress = progress("swap", parameters.swaps());
                 SwapRun run = new SwapRun(swapper, rig, parameters, ledger, random, progress)) {
                swaps = run;
                for (SwapKind kind : order()) {
                    if (stopped || !run.swap(kind)) {
                        break;
                    }
                    yard.note(loaders);
                }
                run.finish();
            }
            drivers = Leaks.drivers(swaps.watches());
        }
        List<Leaks.Leak> left = new ArrayList<>(leaks.found());
        left.add(drivers);
        return new SwapTestReport(parameters, swaps.number(), System.nanoTime() - begin, ledger.balance(),
                swaps.watches().stream().map(ControllerWatch::counts).reduce(NOTHING, SwapTest::sum), rows(swaps, bare), left);
    }

    /// Swaps of every kind for every controller, a fifth of those that count: what runs for the first time is interpreted, and compiled beside it.
    private void warmUp(Loaders loaders) throws CommandFailure, InterruptedException {
        int times = Math.clamp(parameters.swaps() / parameters.kinds().size() / 5, 1, MOST_WARMING);
        try (Rig rig = yard.rig(channels);
             Progress progress = progress("warming up", (long) times * parameters.kinds().size() * channels.size());
             SwapRun run = new SwapRun(swapper, rig, parameters, ledger, random, progress)) {
            for (int i = 0; i < times; i++) {
                for (SwapKind kind : parameters.kinds()) {
                    warmUp(run, kind, loaders);
                }
            }
            run.finish();
        }
    }

    private void warmUp(SwapRun run, SwapKind kind, Loaders loaders) throws CommandFailure {
        for (Controller controller : channels.keySet()) {
            if (!stopped) {
                run.swap(kind, controller);
                yard.note(loaders);
            }
        }
    }

    private Progress progress(String phase, long total) {
        return new Progress(terminal, phase, total, System::nanoTime);
    }

    /// Every kind as often, in any order.
    private List<SwapKind> order() {
        List<SwapKind> order = new ArrayList<>();
        for (int i = 0; i < parameters.swaps(); i++) {
            order.add(parameters.kinds().get(i % parameters.kinds().size()));
        }
        Collections.shuffle(order, new Random(parameters.seed()));
        return order;
    }

    private Map<SwapKind, SwapTestReport.Row> rows(SwapRun swaps, Map<SwapKind, Spread> bare) {
        Map<SwapKind, SwapTestReport.Row> rows = new EnumMap<>(SwapKind.class);
        parameters.kinds().forEach(kind -> rows.put(kind, new SwapTestReport.Row(swaps.done(kind), swaps.blackouts().of(kind), bare.get(kind))));
        return rows;
    }

    private static Counts sum(Counts a, Counts b) {
        return new Counts(a.opened() + b.opened(), a.closed() + b.closed(), a.started() + b.started(), a.continued() + b.continued(),
                a.steps() + b.steps(), a.bytes() + b.bytes(), a.skipped() + b.skipped(), a.repeated() + b.repeated());
    }
}
