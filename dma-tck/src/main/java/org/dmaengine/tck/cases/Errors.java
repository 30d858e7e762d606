package org.dmaengine.tck.cases;

import static org.dmaengine.tck.bench.Bench.expect;

import java.util.EnumSet;
import java.util.List;
import org.dmaengine.TransferOutcome;
import org.dmaengine.tck.Level;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.Channel;
import org.dmaengine.tck.bench.Job;
import org.dmaengine.tck.bench.NotApplicable;
import org.dmaengine.tck.bench.Workload;

/// Memory and devices that fail under a driver.
final class Errors {
    private static final EnumSet<Workload> DEVICES = EnumSet.of(Workload.RECEIVE, Workload.SEND);

    static final Theme THEME = Theme.of("errors", Level.BASIC,
            Case.each("lets the failure of a closed arena through", List.of("CB-02", "MAP-12", "ChannelDriver.step"), Promise.ALWAYS,
                    Workload.all(), Errors::arenaCloses),
            Case.each("tells of a device that fails, at its byte", List.of("CB-02", "ST-25", "TransferFault.moved"), Promise.ALWAYS,
                    DEVICES, Errors::deviceFails),
            Case.each("ends a transfer early when the device does", List.of("CB-17", "CFG-06", "Transfer.end"), Promise.ALWAYS,
                    EnumSet.of(Workload.RECEIVE), Errors::deviceEnds));

    private Errors() {
    }

    private static void arenaCloses(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        channel.begin(job);
        job.supply();
        channel.advance(job, 5L * job.grain(), job.grain());
        if (!job.isComplete()) {
            job.closeArena();
            long moved = channel.step(job, Long.MAX_VALUE);
            boolean mayHaveReadBefore = !bench.workload().direction().writesMemory();
            expect(job.hasFailed() || mayHaveReadBefore, job + ": its memory has gone, and the step answers " + moved
                    + " bytes; what an access to memory throws"
                    + " has to get through to the core", "CB-02", "MAP-12", "ChannelDriver.step");
            if (!job.hasFailed() && !job.isComplete()) {
                channel.stop(job);
            }
        }
        Job next = bench.job();
        channel.begin(next);
        next.supply();
        channel.advance(next, next.length(), Long.MAX_VALUE);
        if (bench.workload().isRing()) {
            channel.stop(next);
        } else {
            channel.expectComplete(next);
        }
    }

    private static void deviceFails(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        job.mayFail();
        channel.begin(job);
        long there = 5L * job.grain();
        job.supply(there);
        if (!bench.device().peripheral().fail("it has broken")) {
            throw new NotApplicable("the device cannot be made to fail");
        }
        channel.advance(job, job.length(), Long.MAX_VALUE);
        expect(job.hasFailed(), job + ": the device has failed behind byte " + there
                + ", and the transfer goes on as if it had not; a device that fails is"
                + " a TransferFault", "CB-02", "ST-25", "ChannelDriver.step");
        TransferOutcome outcome = bench.workload() == Workload.RECEIVE ? TransferOutcome.READ_FAILED : TransferOutcome.WRITE_FAILED;
        expect(job.fault().outcome() == outcome, job + ": it has ended " + job.fault().outcome() + "; it has to be " + outcome, "CB-02",
                "TransferFault.outcome");
        expect(job.counted() == there, job + ": " + job.counted() + " bytes are counted of a device that has failed behind byte " + there,
                "CB-02", "TransferFault.moved");
        expect(job.fault().getMessage() != null && !job.fault().getMessage().isBlank(), job
                + ": the fault has no message; say what has failed", "CB-02",
                "TransferFault.read");
    }

    private static void deviceEnds(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        channel.begin(job);
        long there = 5L * job.grain();
        job.supply(there);
        if (!bench.device().peripheral().end()) {
            throw new NotApplicable("the device cannot end a transfer");
        }
        channel.advance(job, job.length(), Long.MAX_VALUE);
        expect(job.isComplete() && job.counted() == there, job + ": the device has ended it behind byte " + there + "; " + job.counted()
                + " bytes are counted and it is " + (job.isComplete() ? "complete" : "not complete, which takes a call of Transfer.end"),
                "CB-17", "Transfer.end");
        Job next = bench.job();
        channel.begin(next);
        next.supply();
        channel.finish(next);
    }
}
