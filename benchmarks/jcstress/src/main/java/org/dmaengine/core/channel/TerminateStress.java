package org.dmaengine.core.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.dmaengine.DmaDescriptor;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/// Terminate against what ends, is delivered, or is submitted at the same moment (TRM-03 to TRM-09).
public class TerminateStress {
    /// A transfer either completes or is dropped, and after the terminate nobody is called.
    @JCStressTest
    @Outcome(id = "COMPLETE 0, 0", expect = ACCEPTABLE, desc = "It had completed; its callback was dropped while it waited.")
    @Outcome(id = "ABORTED 16, 0", expect = ACCEPTABLE, desc = "It was dropped before a byte was moved.")
    @Outcome(id = "ABORTED 0, 0", expect = ACCEPTABLE, desc = "It was dropped between its last byte and its end.")
    @Outcome(expect = FORBIDDEN, desc = "Two ends, none, or a callback after the terminate.")
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
        public void terminate() {
            channel.terminateAsync();
        }

        @Arbiter
        public void look(LI_Result result) {
            run();
            deliver();
            result.r1 = end(cookie);
            result.r2 = calls();
        }
    }

    /// Enqueued copies that nobody is told of end without the lock: still each once, by one of the two, and what a terminate
    /// has ended stays so.
    @JCStressTest
    @Outcome(id = "COMPLETE 0, COMPLETE 0", expect = ACCEPTABLE, desc = "Both had completed.")
    @Outcome(id = {"COMPLETE 0, ABORTED 16", "COMPLETE 0, ABORTED 0"}, expect = ACCEPTABLE, desc = "The second was dropped.")
    @Outcome(id = {"ABORTED 16, ABORTED 16", "ABORTED 0, ABORTED 16"}, expect = ACCEPTABLE, desc = "Both were dropped.")
    @Outcome(expect = FORBIDDEN, desc = "One has not ended after the terminate, or was not taken out of the driver.")
    @State
    public static class QuietCompletion extends Race {
        private final long first;
        private final long second;

        public QuietCompletion() {
            super(true, 2);
            first = enqueue(LENGTH);
            second = enqueue(LENGTH);
        }

        @Actor
        public void complete() {
            channel.issuePending();
        }

        @Actor
        public void terminate() {
            channel.terminateAsync();
        }

        @Arbiter
        public void look(LL_Result result) {
            boolean ended = channel.hasEnded(second);
            run();
            result.r1 = channel.queueSpace() == 2 ? end(first) : "queue space " + channel.queueSpace();
            result.r2 = ended ? end(second) : "not ended";
        }
    }

    /// A callback runs once or not at all, never for a transfer that was dropped.
    @JCStressTest
    @Outcome(id = "COMPLETE 0, 1", expect = ACCEPTABLE, desc = "It was being delivered already.")
    @Outcome(id = "COMPLETE 0, 0", expect = ACCEPTABLE, desc = "Its callback was dropped.")
    @Outcome(expect = FORBIDDEN, desc = "Called twice, or an end that changed.")
    @State
    public static class Delivery extends Race {
        private final long cookie;

        public Delivery() {
            super(false, 2);
            cookie = prepare().submit();
            channel.issuePending();
            run();
        }

        @Actor
        public void delivery() {
            deliver();
        }

        @Actor
        public void terminate() {
            channel.terminateAsync();
        }

        @Arbiter
        public void look(LI_Result result) {
            run();
            deliver();
            result.r1 = end(cookie);
            result.r2 = calls();
        }
    }

    /// A descriptor prepared before a terminate is refused or dropped; nothing of it stays in the queue.
    @JCStressTest
    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "The terminate had freed it.")
    @Outcome(id = "ABORTED 16", expect = ACCEPTABLE, desc = "It was dropped.")
    @Outcome(expect = FORBIDDEN, desc = "It survived the terminate, or its place is lost.")
    @State
    public static class Submission extends Race {
        private final DmaDescriptor descriptor;
        private long cookie;

        public Submission() {
            super(false, 2);
            descriptor = prepare();
        }

        @Actor
        public void submit() {
            cookie = submit(descriptor);
        }

        @Actor
        public void terminate() {
            channel.terminateAsync();
        }

        @Arbiter
        public void look(L_Result result) {
            run();
            deliver();
            result.r1 = channel.queueSpace() == 2 ? end(cookie) : "queue space " + channel.queueSpace();
        }
    }
}
