package org.dmaengine.core.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/// What ends is read without the lock (ST-08, D13).
public class HarvestStress {
    /// Each cookie that ends is harvested once, in order, and has ended by then.
    @JCStressTest
    @Outcome(id = "none, 1 2", expect = ACCEPTABLE, desc = "Nothing had ended.")
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "One had ended.")
    @Outcome(id = "1 2, none", expect = ACCEPTABLE, desc = "Both had ended.")
    @Outcome(expect = FORBIDDEN, desc = "One was lost, given twice, out of order, or before its end.")
    @State
    public static class Completion extends Race {
        public Completion() {
            super(false, 4);
            enqueue(LENGTH);
            enqueue(LENGTH);
            channel.issuePending();
        }

        @Actor
        public void complete() {
            run();
        }

        @Actor
        public void harvest(LL_Result result) {
            result.r1 = harvested();
        }

        @Arbiter
        public void rest(LL_Result result) {
            run();
            result.r2 = harvested();
        }

        private String harvested() {
            long[] cookies = new long[4];
            int count = channel.harvest(cookies);
            if (count == 0) {
                return "none";
            }
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < count; i++) {
                text.append(i == 0 ? "" : " ").append(cookies[i]).append(channel.hasEnded(cookies[i]) ? "" : " early");
            }
            return text.toString();
        }
    }

    /// A status never mixes its transfer with the next one in the same slot of the ring.
    @JCStressTest
    @Outcome(id = {"IN_PROGRESS 16", "IN_PROGRESS 0"}, expect = ACCEPTABLE, desc = "It was running, with its own residue.")
    @Outcome(id = "COMPLETE 0", expect = ACCEPTABLE, desc = "It was running with its own residue, then it had ended.")
    @Outcome(expect = FORBIDDEN, desc = "The residue of another transfer.")
    @State
    public static class Status extends Race {
        private static final int LOOKS = 50;

        private final long cookie;

        public Status() {
            // Two slots: the cookie after the next takes the same one.
            super(true, 1);
            driver.waitForData();
            cookie = enqueue(LENGTH);
            channel.issuePending();
            driver.dataComes();
        }

        @Actor
        public void goOn() {
            run();
            enqueue(2 * LENGTH);
            channel.issuePending();
            enqueue(3 * LENGTH);
        }

        @Actor
        public void ask(L_Result result) {
            String seen = end(cookie);
            for (int i = 0; i < LOOKS && (seen.equals("IN_PROGRESS 16") || seen.equals("IN_PROGRESS 0")); i++) {
                seen = end(cookie);
            }
            result.r1 = seen;
        }
    }
}
