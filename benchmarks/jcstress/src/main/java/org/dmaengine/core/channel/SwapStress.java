package org.dmaengine.core.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/// A swap against whatever happens on the channel at the same moment (D7).
public class SwapStress {
    /// What is moving meanwhile completes once, on either driver.
    @JCStressTest
    @Outcome(id = "COMPLETE 0, 1", expect = ACCEPTABLE, desc = "Completed and called back once.")
    @Outcome(expect = FORBIDDEN, desc = "Lost, called back twice, or a driver was called that had been let go of.")
    @State
    public static class Completion extends Race {
        private final long cookie;

        public Completion() {
            super(false, 2);
            cookie = prepare().submit();
            channel.issuePending();
        }

        @Actor
        public void complete() {
            run();
        }

        @Actor
        public void swap() {
            leave();
            replace();
        }

        @Arbiter
        public void look(LI_Result result) {
            run();
            deliver();
            result.r1 = end(cookie) + misuse(false);
            result.r2 = calls();
        }
    }

    /// What is issued meanwhile, by a client that helps, is found by one of the drivers.
    @JCStressTest
    @Outcome(id = "COMPLETE 0, 0", expect = ACCEPTABLE, desc = "It has run.")
    @Outcome(expect = FORBIDDEN, desc = "Nobody has seen it, or a driver was called that had been let go of.")
    @State
    public static class Issue extends Race {
        private long cookie;

        public Issue() {
            super(true, 2);
        }

        @Actor
        public void enqueueAndIssue() {
            cookie = enqueue(LENGTH);
            issue();
        }

        @Actor
        public void swap() {
            leave();
            replace();
        }

        @Arbiter
        public void look(LI_Result result) {
            run();
            result.r1 = end(cookie) + misuse(false);
            result.r2 = calls();
        }
    }

    /// What is terminated while the next driver comes stays so, and its place is free.
    @JCStressTest
    @Outcome(id = "ABORTED 16, COMPLETE 0", expect = ACCEPTABLE, desc = "Dropped; the next transfer works.")
    @Outcome(expect = FORBIDDEN, desc = "It has run all the same, its place is lost, or the channel does not work any more.")
    @State
    public static class Terminate extends Race {
        private final long cookie;

        public Terminate() {
            super(false, 2);
            cookie = enqueue(LENGTH);
            channel.issuePending();
            leave();
        }

        @Actor
        public void terminate() {
            channel.terminateAsync();
        }

        @Actor
        public void comes() {
            replace();
        }

        @Arbiter
        public void look(LL_Result result) {
            run();
            result.r1 = channel.queueSpace() == 2 ? end(cookie) + misuse(false) : "queue space " + channel.queueSpace();
            long further = enqueue(LENGTH);
            issue();
            run();
            result.r2 = end(further);
        }
    }

    /// A pause holds on the next driver, whoever is first.
    @JCStressTest
    @Outcome(id = "PAUSED 16, COMPLETE 0", expect = ACCEPTABLE, desc = "Nothing moves before resume.")
    @Outcome(expect = FORBIDDEN, desc = "It was moved although the channel was paused, or is not resumed.")
    @State
    public static class Pause extends Race {
        private final long cookie;

        public Pause() {
            super(false, 2);
            cookie = enqueue(LENGTH);
            channel.issuePending();
            leave();
        }

        @Actor
        public void pause() {
            channel.pause();
        }

        @Actor
        public void comes() {
            replace();
        }

        @Arbiter
        public void look(LL_Result result) {
            run();
            result.r1 = end(cookie) + misuse(false);
            channel.resume();
            run();
            result.r2 = end(cookie);
        }
    }

    /// A lease that is closed while the next driver comes leaves none open.
    @JCStressTest
    @Outcome(id = "ABORTED 16, 0", expect = ACCEPTABLE, desc = "Ended, and no driver is open.")
    @Outcome(expect = FORBIDDEN, desc = "A driver was left open, called late, or the transfer has run.")
    @State
    public static class Close extends Race {
        private final long cookie;

        public Close() {
            super(false, 2);
            cookie = prepare().submit();
            channel.issuePending();
            leave();
        }

        @Actor
        public void close() {
            channel.close();
        }

        @Actor
        public void comes() {
            replace();
        }

        @Arbiter
        public void look(LI_Result result) {
            run();
            deliver();
            result.r1 = end(cookie) + misuse(true);
            result.r2 = calls();
        }
    }

    /// Time is up when the next driver comes: served or gone, nothing in between.
    @JCStressTest
    @Outcome(id = "COMPLETE 0, 1", expect = ACCEPTABLE, desc = "It came in time.")
    @Outcome(id = "ABORTED 16, 1", expect = ACCEPTABLE, desc = "Time was up.")
    @Outcome(expect = FORBIDDEN, desc = "Neither, both, or a driver was left open.")
    @State
    public static class TimeIsUp extends Race {
        private final long cookie;

        public TimeIsUp() {
            super(false, 2);
            cookie = prepare().submit();
            channel.issuePending();
            leave();
        }

        @Actor
        public void giveUp() {
            channel.giveUp("nobody came");
        }

        @Actor
        public void comes() {
            replace();
        }

        @Arbiter
        public void look(LI_Result result) {
            run();
            deliver();
            String end = end(cookie);
            result.r1 = end + misuse(end.startsWith("ABORTED"));
            result.r2 = calls();
        }
    }
}
