package org.dmaengine.tools.swaptest;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Progress;
import org.dmaengine.tools.swap.SwapKind;
import org.dmaengine.tools.swap.Swapper;
import org.dmaengine.tools.swaptest.Rig.Controller;
import org.dmaengine.watch.ControllerWatch;

/// Swaps under the clients' load, one after the other: each begins when every client has gone on after the one before.
final class SwapRun implements AutoCloseable {
    private static final long LOOK_NANOS = 100_000;
    /// Before the leases give up.
    private static final Duration PATIENCE = Rig.SWAP_TIMEOUT.dividedBy(2);
    private static final int MOST_PAUSE_MICROS = 10_000;

    private final Swapper swapper;
    private final Rig rig;
    private final Clients clients;
    private final Ledger ledger;
    private final SplittableRandom random;
    private final Progress progress;
    private final Map<Controller, ControllerWatch> watches;
    private final Blackouts blackouts = new Blackouts();
    private final Map<SwapKind, Integer> done = new EnumMap<>(SwapKind.class);
    private int number;

    SwapRun(Swapper swapper, Rig rig, SwapTestParameters parameters, Ledger ledger, SplittableRandom random, Progress progress)
            throws CommandFailure, InterruptedException {
        this.swapper = swapper;
        this.rig = rig;
        this.watches = rig.watches();
        this.clients = new Clients(rig, parameters, ledger, random);
        this.ledger = ledger;
        this.random = random;
        this.progress = progress;
        clients.start();
    }

    /// Replaces one of the controllers, whichever comes up.
    ///
    /// @return false if a client does not go on, so that there is no point in another swap
    boolean swap(SwapKind kind) throws CommandFailure {
        List<Controller> all = List.copyOf(watches.keySet());
        return swap(kind, all.get(random.nextInt(all.size())));
    }

    boolean swap(SwapKind kind, Controller controller) throws CommandFailure {
        LockSupport.parkNanos(this, random.nextInt(MOST_PAUSE_MICROS) * 1_000L);
        number++;
        watches.values().forEach(ControllerWatch::takeHandovers);
        List<Clients.Client> affected = clients.of(controller);
        affected.forEach(client -> client.load().mayAbort(kind == SwapKind.KILL));
        if (kind == SwapKind.KILL) {
            progress.hide(); // the log tells of it
        }
        swapper.of(kind, controller.raw(), controller.seen()).once();
        boolean alive = awaitAllGoOn(kind, controller);
        affected.forEach(client -> client.load().mayAbort(false));
        done.merge(kind, 1, Integer::sum);
        progress.counts(number, kind.key());
        return alive;
    }

    private boolean awaitAllGoOn(SwapKind kind, Controller controller) {
        long begin = System.nanoTime();
        List<BooleanSupplier> waiting = clients.all().stream().map(Clients.Client::load).map(Load::goesOn).toList();
        while (!waiting.stream().allMatch(BooleanSupplier::getAsBoolean)) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                for (int i = 0; i < waiting.size(); i++) {
                    Clients.Client client = clients.all().get(i);
                    ledger.lost(waiting.get(i).getAsBoolean() ? 0 : 1, "%s does not go on after swap %d, a %s of %s; there are %s", client.load().name,
                            number, kind.key(), controller.raw(), rig.listing(client.controller()));
                }
                return false;
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        blackouts.add(kind, watches.get(controller).takeHandovers(), clients.of(controller));
        return true;
    }

    /// Has the clients come to an end, everything looked at.
    void finish() throws InterruptedException {
        clients.finish();
    }

    /// What the drivers did.
    Collection<ControllerWatch> watches() {
        return watches.values();
    }

    int number() {
        return number;
    }

    int done(SwapKind kind) {
        return done.getOrDefault(kind, 0);
    }

    Blackouts blackouts() {
        return blackouts;
    }

    @Override
    public void close() {
        clients.close();
    }
}
