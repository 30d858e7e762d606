package org.dmaengine.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.dmaengine.spi.EngineSpec;

/// The runner threads that step the channels of one [EngineSpec], turn by turn as its [Arbiter] decides.
///
/// Threads exist from [#start] to [#stop]. Nothing interrupts them: a runner may be inside a port.
public final class Engine {
    private final EngineSpec spec;
    private final Arbiter arbiter = new Arbiter();
    private final Alarms alarms;
    private final Asides asides;
    // Replaced as a whole.
    private volatile List<Runner> runners = List.of();
    private volatile boolean stopping;

    /// An engine without threads; a test steps its channels by hand.
    public Engine(EngineSpec spec) {
        this(spec, System::nanoTime);
    }

    /// An engine with a clock of its own, which a test may hold still.
    public Engine(EngineSpec spec, LongSupplier clock) {
        this(spec, clock, new AsideThreads(spec.name()));
    }

    /// An engine whose calls aside a test may follow, too.
    public Engine(EngineSpec spec, LongSupplier clock, Asides asides) {
        this.spec = spec;
        this.alarms = new Alarms(clock);
        this.asides = asides;
    }

    /// Starts the runner threads. Once.
    public synchronized void start() {
        List<Runner> all = new ArrayList<>();
        for (int i = 0; i < spec.threads(); i++) {
            all.add(new Runner(this, i));
        }
        runners = List.copyOf(all);
        all.forEach(Runner::start);
    }

    /// Lets the runners finish their turn and end; waits for them until the deadline ([System#nanoTime]).
    ///
    /// @return false if one of them is still inside a driver; it ends when it comes back
    public boolean stop(long deadline) {
        List<Runner> ending;
        synchronized (this) {
            stopping = true;
            ending = runners;
        }
        asides.stop();
        boolean all = true;
        for (Runner runner : ending) {
            runner.wake();
            all &= Joining.hasEnded(runner, deadline);
        }
        return all;
    }

    /// For calls of a driver that need not be short.
    public Asides asides() {
        return asides;
    }

    /// How the channels of this engine are driven.
    public EngineSpec spec() {
        return spec;
    }

    /// Adds a channel; its turns begin when its doorbell is rung.
    public Doorbell attach(Steppable channel) {
        return arbiter.attach(this, channel);
    }

    /// Removes a channel; a turn that is under way goes on.
    public void detach(Doorbell doorbell) {
        arbiter.detach(doorbell);
    }

    /// One round of arbitration: gives the channel that is next one turn, on the calling thread; answers whether there was any.
    public boolean round() {
        if (alarms.isDue() && alarms.ring(arbiter)) {
            wakeOne();
        }
        Doorbell next = arbiter.next();
        if (next == null) {
            return false;
        }
        // The turn may be long: what else there is to do is for another runner.
        if (spec.threads() > 1 && arbiter.isAnyRung()) {
            wakeOne();
        }
        next.turn();
        return true;
    }

    boolean isStopping() {
        return stopping;
    }

    /// Says whether a channel waits for a turn.
    public boolean isAnyRung() {
        return arbiter.isAnyRung();
    }

    long nanoTime() {
        return alarms.nanoTime();
    }

    boolean isNever(long time) {
        return alarms.isNever(time);
    }

    /// A doorbell will ring by itself at that time.
    void hasAlarm(long time) {
        if (alarms.isFirst(time)) {
            wakeOne();
        }
    }

    /// Nanoseconds until the first doorbell rings by itself, 0 or less if that is due; `Long.MAX_VALUE` if none will.
    public long untilFirstAlarm() {
        return alarms.until();
    }

    void wakeOne() {
        List<Runner> all = runners;
        if (!wakeOne(all, Berth.Sleep.PARKED)) {
            wakeOne(all, Berth.Sleep.WATCHING);
        }
    }

    private static boolean wakeOne(List<Runner> runners, Berth.Sleep sleep) {
        for (int i = 0; i < runners.size(); i++) {
            if (runners.get(i).wakeFrom(sleep)) {
                return true;
            }
        }
        return false;
    }
}
