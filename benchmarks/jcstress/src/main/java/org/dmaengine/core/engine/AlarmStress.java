package org.dmaengine.core.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.dmaengine.spi.EngineSpec;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// Whoever sets a time or rings, and whoever looks or goes to sleep, must not miss each other.
public class AlarmStress {
    private static final EngineSpec SPEC = EngineSpec.device("race");
    private static final long NOW = 10;
    private static final long LATER = 20;

    /// An engine on a clock of its own; actors and arbiter give the turns.
    abstract static class Clocked {
        final Engine engine = new Engine(SPEC, this::time);
        private volatile long time = NOW;
        private volatile int turns;

        private long time() {
            return time;
        }

        final Doorbell attach() {
            return engine.attach(() -> turns++);
        }

        final void run() {
            while (engine.round()) {
                Thread.onSpinWait();
            }
        }

        /// Turns that come at the later time only.
        final String turnsLater() {
            run();
            int before = turns;
            time = LATER;
            run();
            return String.valueOf(turns - before);
        }

        final String turns() {
            run();
            return String.valueOf(turns);
        }
    }

    /// A time is put off just when it has come.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "It rings at the last time set.")
    @Outcome(expect = FORBIDDEN, desc = "The last time set was lost.")
    @State
    public static class PutOff extends Clocked {
        private final Doorbell bell = attach();

        public PutOff() {
            bell.ringAt(NOW);
        }

        @Actor
        public void look() {
            engine.round();
        }

        @Actor
        public void putOff() {
            bell.ringAt(LATER);
        }

        @Arbiter
        public void later(L_Result result) {
            result.r1 = turnsLater();
        }
    }

    /// Two runners look at the same time, while one time is due and another is not.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "The other one rings at its time.")
    @Outcome(expect = FORBIDDEN, desc = "The other one was lost.")
    @State
    public static class TwoLook extends Clocked {
        public TwoLook() {
            attach().ringAt(NOW);
            attach().ringAt(LATER);
        }

        @Actor
        public void look() {
            engine.round();
        }

        @Actor
        public void lookToo() {
            engine.round();
        }

        @Arbiter
        public void later(L_Result result) {
            result.r1 = turnsLater();
        }
    }

    /// A time is set just when a runner goes to sleep.
    @JCStressTest
    @Outcome(id = "woken", expect = ACCEPTABLE, desc = "It is woken and looks again.")
    @Outcome(id = "watches", expect = ACCEPTABLE, desc = "It sleeps until then.")
    @Outcome(expect = FORBIDDEN, desc = "It sleeps through it.")
    @State
    public static class SleepsAndTimeIsSet extends Clocked {
        private final Berth berth = new Berth();
        private final Doorbell bell = attach();
        private boolean woken;
        private long nanos;

        @Actor
        public void sleep() {
            nanos = berth.enter(engine);
        }

        @Actor
        public void set() {
            bell.ringAt(LATER);
            woken = berth.wake(Berth.Sleep.PARKED) || berth.wake(Berth.Sleep.WATCHING);
        }

        @Arbiter
        public void look(L_Result result) {
            result.r1 = woken ? "woken" : nanos == LATER - NOW ? "watches" : "sleeps " + nanos;
        }
    }

    /// A doorbell is rung just when a runner goes to sleep that watches the clock.
    @JCStressTest
    @Outcome(id = "woken", expect = ACCEPTABLE, desc = "It is woken and looks again.")
    @Outcome(id = "awake", expect = ACCEPTABLE, desc = "It has seen the ring and does not sleep.")
    @Outcome(expect = FORBIDDEN, desc = "It sleeps through it.")
    @State
    public static class SleepsAndRings extends Clocked {
        private final Berth berth = new Berth();
        private final Doorbell bell = attach();
        private boolean woken;
        private long nanos;

        public SleepsAndRings() {
            attach().ringAt(LATER);
        }

        @Actor
        public void sleep() {
            nanos = berth.enter(engine);
        }

        @Actor
        public void ring() {
            bell.ring();
            woken = berth.wake(Berth.Sleep.PARKED) || berth.wake(Berth.Sleep.WATCHING);
        }

        @Arbiter
        public void look(L_Result result) {
            result.r1 = woken ? "woken" : nanos == 0 ? "awake" : "sleeps " + nanos;
        }
    }

    /// A channel leaves and another one gets its place and rings, while a runner answers the first one.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "The new one has its turn.")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "It has another one, for a ring that was the old one's.")
    @Outcome(expect = FORBIDDEN, desc = "The ring of the new one was lost.")
    @State
    public static class PlaceChangesHands extends Clocked {
        private final Doorbell old = engine.attach(() -> { });

        public PlaceChangesHands() {
            old.ring();
        }

        @Actor
        public void answer() {
            engine.round();
        }

        @Actor
        public void change() {
            engine.detach(old);
            attach().ring();
        }

        @Arbiter
        public void look(L_Result result) {
            result.r1 = turns();
        }
    }
}
