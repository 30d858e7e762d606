package org.dmaengine.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.dmaengine.spi.EngineSpec;

/// The runner threads that step the channels of one [EngineSpec], one turn for each channel in a round.
///
/// Threads exist from [#start] to [#stop]. Nothing interrupts them: a runner may be inside a port.
public final class Engine {
    private final EngineSpec spec;
    private final LongSupplier clock;
    private final List<Doorbell> doorbells = new CopyOnWriteArrayList<>();
    private final List<Runner> runners = new ArrayList<>();
    private volatile boolean stopping;

    /// An engine without threads; a test steps its channels by hand.
    public Engine(EngineSpec spec) {
        this(spec, System::nanoTime);
    }

    /// An engine with a clock of its own, which a test may hold still.
    public Engine(EngineSpec spec, LongSupplier clock) {
        this.spec = spec;
        this.clock = clock;
    }

    /// Starts the runner threads. Once.
    public synchronized void start() {
        for (int i = 0; i < spec.threads(); i++) {
            Runner runner = new Runner(this, i);
            runners.add(runner);
            runner.start();
        }
    }

    /// Lets the runners finish their turn and end; waits for them until the deadline ([System#nanoTime]).
    ///
    /// @return false if one of them is still inside a driver; it ends when it comes back
    public boolean stop(long deadline) {
        List<Runner> ending;
        synchronized (this) {
            stopping = true;
            ending = List.copyOf(runners);
        }
        boolean all = true;
        for (Runner runner : ending) {
            runner.wake();
            all &= Joining.hasEnded(runner, deadline);
        }
        return all;
    }

    /// How the channels of this engine are driven.
    public EngineSpec spec() {
        return spec;
    }

    /// Adds a channel; its turns begin when its doorbell is rung.
    public Doorbell attach(Steppable channel) {
        Doorbell doorbell = new Doorbell(this, channel);
        doorbells.add(doorbell);
        return doorbell;
    }

    /// Removes a channel; a turn that is under way goes on.
    public void detach(Doorbell doorbell) {
        doorbells.remove(doorbell);
    }

    /// Gives each channel that rang one turn, on the calling thread; answers whether there was any.
    public boolean round() {
        boolean any = false;
        for (Doorbell doorbell : doorbells) {
            any |= doorbell.answer();
        }
        return any;
    }

    boolean isStopping() {
        return stopping;
    }

    boolean isAnyRung() {
        for (Doorbell doorbell : doorbells) {
            if (doorbell.isRung()) {
                return true;
            }
        }
        return false;
    }

    long nanoTime() {
        return clock.getAsLong();
    }

    /// Nanoseconds until the first doorbell rings by itself, 0 or less if that is due; `Long.MAX_VALUE` if none will.
    long untilFirstAlarm() {
        long first = Long.MAX_VALUE;
        for (Doorbell doorbell : doorbells) {
            if (doorbell.isArmed()) {
                first = Math.min(first, doorbell.untilAlarm(nanoTime()));
            }
        }
        return first;
    }

    void wakeOne() {
        List<Runner> all = runners;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).wakeIfParked()) {
                return;
            }
        }
    }
}
