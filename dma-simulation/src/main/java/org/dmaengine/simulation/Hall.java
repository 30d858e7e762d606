package org.dmaengine.simulation;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.dmaengine.core.engine.Completers;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.core.engine.Timers;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.WaitStrategy;

/// What leases of the core need around them, all of it without threads: engines that go round when they are picked, completers, a clock.
final class Hall implements Completers {
    private static final int MOST_ROUNDS = 100_000;

    private final Schedule schedule;
    private final Timers timers;
    private final Map<EngineSpec, Engine> engines = new IdentityHashMap<>();
    private final List<Engine> inOrder = new ArrayList<>();
    private final List<Deliverable> deliveries = new ArrayList<>();

    Hall(Schedule schedule) {
        this.schedule = schedule;
        timers = Timers.byHand(schedule::nanoTime);
        schedule.add(new Deliveries());
        schedule.add(new Alarms());
    }

    Schedule schedule() {
        return schedule;
    }

    Timers timers() {
        return timers;
    }

    /// The engine of drivers that answer this; nobody else steps them, so that it is the seed that says when.
    Engine engine(EngineSpec spec) {
        return engines.computeIfAbsent(spec, its -> {
            Engine engine = new Engine(new EngineSpec(its.name(), 1, WaitStrategy.PARK, false), schedule::nanoTime);
            inOrder.add(engine);
            schedule.add(new Rounds(engine));
            return engine;
        });
    }

    @Override
    public synchronized void submit(Deliverable channel) {
        deliveries.add(channel);
    }

    private synchronized int waiting() {
        return deliveries.size();
    }

    private synchronized Deliverable remove(int which) {
        return deliveries.remove(which);
    }

    /// Lets engines and callbacks do what they can do now; clients and time stand still.
    void settle() {
        schedule.inside(this::settleNow);
    }

    private void settleNow() {
        boolean any = true;
        for (int rounds = 0; any && rounds < MOST_ROUNDS; rounds++) {
            any = false;
            for (Engine engine : List.copyOf(inOrder)) {
                any |= engine.round();
            }
            while (waiting() > 0) {
                remove(0).deliver();
                any = true;
            }
        }
        if (any) {
            schedule.fails(new IllegalStateException("no rest after " + MOST_ROUNDS + " rounds: a driver goes on without end"));
        }
    }

    /// Turns of an engine's channels.
    private final class Rounds implements Source {
        private final Engine engine;

        Rounds(Engine engine) {
            this.engine = engine;
        }

        @Override
        public long next() {
            if (engine.isAnyRung()) {
                return schedule.nanoTime();
            }
            long until = engine.untilFirstAlarm();
            return until == Long.MAX_VALUE ? NEVER : schedule.nanoTime() + Math.max(0, until);
        }

        @Override
        public void take() {
            engine.round();
        }
    }

    /// Channels with something to deliver.
    private final class Deliveries implements Source {
        @Override
        public long next() {
            return waiting() == 0 ? NEVER : schedule.nanoTime();
        }

        @Override
        public void take() {
            remove(schedule.pick(waiting())).deliver();
        }
    }

    /// Deadlines and the like.
    private final class Alarms implements Source {
        @Override
        public long next() {
            long until = timers.untilFirst();
            return until == Long.MAX_VALUE ? NEVER : schedule.nanoTime() + Math.max(0, until);
        }

        @Override
        public void take() {
            timers.runDue();
        }
    }
}
