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
import org.openjdk.jcstress.infra.results.L_Result;

/// A client goes on while its channel is released, or its controller leaves (REQ-34, REG-22, D12).
public class LeaveStress {
    /// Submit and issue against the release of the channel: what gets in still ends, and the driver is left alone.
    @JCStressTest
    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "The release came first.")
    @Outcome(id = "COMPLETE 0", expect = ACCEPTABLE, desc = "It was done before the release.")
    @Outcome(id = {"ABORTED 16", "ABORTED 0"}, expect = ACCEPTABLE, desc = "It got in, and the release dropped it.")
    @Outcome(expect = FORBIDDEN, desc = "It got in and never ends, or the driver was called after its close.")
    @State
    public static class Release extends Race {
        private final DmaDescriptor descriptor;
        private long cookie;

        public Release() {
            super(true, 2);
            descriptor = prepare();
        }

        @Actor
        public void submit() {
            cookie = submit(descriptor);
            issue();
            // The release waits for callbacks.
            deliver();
        }

        @Actor
        public void release() {
            channel.terminateAsync();
            deliver();
            channel.releaseLeftBehind(System.nanoTime());
        }

        @Arbiter
        public void look(L_Result result) {
            run();
            deliver();
            result.r1 = driver.wasCalledLate() ? "called late" : end(cookie);
        }
    }

    /// Submit and issue against a controller that leaves: what gets in ends once and is called back once.
    @JCStressTest
    @Outcome(id = "refused, 0", expect = ACCEPTABLE, desc = "The controller had left.")
    @Outcome(id = "COMPLETE 0, 1", expect = ACCEPTABLE, desc = "It was done before.")
    @Outcome(id = "ABORTED 16, 1", expect = ACCEPTABLE, desc = "It was lost with the controller, and the client told so.")
    @Outcome(expect = FORBIDDEN, desc = "It never ends, is told twice or not at all, or the driver was called after its close.")
    @State
    public static class Departure extends Race {
        private final DmaDescriptor descriptor;
        private long cookie;

        public Departure() {
            super(true, 2);
            descriptor = prepare();
        }

        @Actor
        public void submit() {
            cookie = submit(descriptor);
            issue();
        }

        @Actor
        public void depart() {
            channel.depart("the controller leaves", soon());
        }

        @Arbiter
        public void look(LI_Result result) {
            run();
            deliver();
            result.r1 = driver.wasCalledLate() ? "called late" : end(cookie);
            result.r2 = calls();
        }
    }

    /// A controller leaves while its engine completes a transfer.
    @JCStressTest
    @Outcome(id = "COMPLETE 0, 1", expect = ACCEPTABLE, desc = "It was done before.")
    @Outcome(id = "ABORTED 16, 1", expect = ACCEPTABLE, desc = "It was lost with the controller, and the client told so.")
    @Outcome(expect = FORBIDDEN, desc = "Two ends, none, or the driver was called after its close.")
    @State
    public static class DepartureWhileCompleting extends Race {
        private final long cookie;

        public DepartureWhileCompleting() {
            super(true, 2);
            driver.waitForData();
            cookie = prepare().submit();
            channel.issuePending();
            driver.dataComes();
        }

        @Actor
        public void complete() {
            run();
        }

        @Actor
        public void depart() {
            channel.depart("the controller leaves", soon());
        }

        @Arbiter
        public void look(LI_Result result) {
            run();
            deliver();
            result.r1 = driver.wasCalledLate() ? "called late" : end(cookie);
            result.r2 = calls();
        }
    }
}
