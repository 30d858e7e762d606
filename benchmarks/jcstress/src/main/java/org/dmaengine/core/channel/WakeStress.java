package org.dmaengine.core.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// Who brings work and who goes to sleep must not miss each other.
public class WakeStress {
    /// A driver says that there is data while its step says that there is none: the step comes again.
    @JCStressTest
    @Outcome(id = "COMPLETE 0", expect = ACCEPTABLE, desc = "Somebody looked again.")
    @Outcome(expect = FORBIDDEN, desc = "The wake was lost: the transfer waits for ever.")
    @State
    public static class DataComes extends Race {
        private final long cookie;

        public DataComes() {
            super(false, 2);
            driver.waitForData();
            cookie = enqueue(LENGTH);
            channel.issuePending();
        }

        @Actor
        public void step() {
            engine.round();
        }

        @Actor
        public void dataComes() {
            driver.dataComes();
        }

        @Arbiter
        public void look(L_Result result) {
            run();
            result.r1 = end(cookie);
        }
    }

    /// A client issues while the engine is about to leave an idle channel: one of the two rings.
    @JCStressTest
    @Outcome(id = "COMPLETE 0", expect = ACCEPTABLE, desc = "Somebody rang.")
    @Outcome(expect = FORBIDDEN, desc = "Nobody rang: the transfer waits for ever.")
    @State
    public static class WorkComes extends Race {
        private long cookie;

        public WorkComes() {
            super(false, 4);
            enqueue(LENGTH);
            channel.issuePending();
        }

        @Actor
        public void step() {
            run();
        }

        @Actor
        public void issueMore() {
            cookie = enqueue(LENGTH);
            channel.issuePending();
        }

        @Arbiter
        public void look(L_Result result) {
            run();
            result.r1 = end(cookie);
        }
    }

    /// A client resumes while the engine leaves a paused channel.
    @JCStressTest
    @Outcome(id = "COMPLETE 0", expect = ACCEPTABLE, desc = "Somebody rang.")
    @Outcome(expect = FORBIDDEN, desc = "Nobody rang: the transfer stays paused.")
    @State
    public static class Resume extends Race {
        private final long cookie;

        public Resume() {
            super(false, 2);
            cookie = enqueue(LENGTH);
            channel.pause();
            channel.issuePending();
        }

        @Actor
        public void step() {
            run();
        }

        @Actor
        public void resume() {
            channel.resume();
        }

        @Arbiter
        public void look(L_Result result) {
            run();
            result.r1 = end(cookie);
        }
    }

    /// A callback is sent for while the one before it returns: it is delivered all the same.
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both were called.")
    @Outcome(expect = FORBIDDEN, desc = "One was lost, or called twice.")
    @State
    public static class EndsWhileDelivering extends Race {
        public EndsWhileDelivering() {
            super(false, 4);
            prepare().submit();
            channel.issuePending();
            run();
            prepare().submit();
            channel.issuePending();
        }

        @Actor
        public void delivery() {
            deliver();
        }

        @Actor
        public void complete() {
            run();
        }

        @Arbiter
        public void look(L_Result result) {
            deliver();
            result.r1 = calls();
        }
    }

    /// A thread that waits parks just when what it waits for happens.
    @JCStressTest
    @Outcome(id = "in time", expect = ACCEPTABLE, desc = "It was woken, or did not park.")
    @Outcome(expect = FORBIDDEN, desc = "The signal was lost: only its deadline woke it.")
    @State
    public static class Waiting {
        private static final long DEADLINE = TimeUnit.SECONDS.toNanos(5);

        private final Waiters waiters = new Waiters();
        private volatile boolean happened;

        @Actor
        public void await(L_Result result) {
            long begin = System.nanoTime();
            waiters.awaitUninterruptibly(() -> happened, begin + DEADLINE);
            result.r1 = System.nanoTime() - begin < DEADLINE ? "in time" : "late";
        }

        @Actor
        public void happen() {
            happened = true;
            waiters.signal();
        }
    }
}
