package org.dmaengine.tck.cases;

import static org.dmaengine.tck.bench.Bench.expect;

import java.util.EnumSet;
import java.util.List;
import org.dmaengine.Capability;
import org.dmaengine.DmaException;
import org.dmaengine.tck.Level;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.Channel;
import org.dmaengine.tck.bench.Job;
import org.dmaengine.tck.bench.Request;
import org.dmaengine.tck.bench.Workload;

/// Each kind of work that the capabilities name.
final class Work {
    private static final Promise INTERRUPTS = new Promise("INTERRUPT", stated -> stated.supports(Capability.INTERRUPT));
    private static final Promise REPEATS = new Promise("REPEAT", stated -> stated.supports(Capability.REPEAT));
    private static final EnumSet<Workload> FRAMES = EnumSet.of(Workload.FRAMES, Workload.RECEIVE_FRAMES, Workload.SEND_FRAMES);
    private static final EnumSet<Workload> RINGS = EnumSet.of(Workload.RECEIVE_RING, Workload.SEND_RING);
    private static final int PASSES = 3;

    static final Theme THEME = Theme.of("kinds of work", Level.BASIC,
            Case.each("takes what its capabilities name", List.of("REG-03", "ChannelDriver.check"), Promise.ALWAYS, Workload.all(),
                    Work::isTaken),
            Case.each("moves every byte to its place", List.of("CAP-16", "PREP-16", "PREP-17", "IL-06", "PREP-28"), Promise.ALWAYS,
                    EnumSet.complementOf(RINGS), Work::movesAll),
            Case.each("goes round, period by period", List.of("CYC-01", "CYC-02", "CYC-03"), Promise.ALWAYS, RINGS, Work::goesRound),
            Case.each("begins again at the end of a pass", List.of("IL-20", "CAP-14"), REPEATS, FRAMES, Work::repeats),
            Case.each("is used once more as the same transfer", List.of("RUS-03", "RUS-09"), Promise.REUSE, EnumSet.complementOf(RINGS),
                    Work::isReused),
            List.of(Case.of("completes an interrupt-only transfer in its turn", List.of("PREP-34", "CAP-07"), INTERRUPTS,
                    Work::interrupts)));

    private Work() {
    }

    private static void isTaken(Bench bench) {
        Channel channel = bench.opened();
        DmaException.Rejected refusal = channel.check(bench.job());
        expect(refusal == null, "check refuses a small, aligned transfer of a kind that the capabilities name: "
                + (refusal == null ? "" : refusal.getMessage()) + "; state no capability that is not there", "ChannelDriver.check",
                "REG-03");
    }

    private static void movesAll(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        channel.begin(job);
        job.supply();
        channel.finish(job);
    }

    private static void goesRound(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        channel.begin(job);
        long all = (long) PASSES * job.length() + job.period();
        for (long counted = 0; counted < all; counted += job.period()) {
            job.supply(job.period());
            channel.advance(job, counted + job.period(), Long.MAX_VALUE);
            expect(job.counted() == counted + job.period(), job + ": " + job.counted() + " bytes are counted after period "
                    + (counted / job.period() + 1)
                    + "; the device has had exactly " + (counted + job.period()), "CYC-02", "CYC-04", "ChannelDriver.step");
        }
        channel.stop(job);
    }

    private static void repeats(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job(new Request(bench.workload()).thatRepeats());
        channel.begin(job);
        for (int pass = 1; pass <= PASSES; pass++) {
            job.supply();
            channel.advance(job, (long) pass * job.length(), Long.MAX_VALUE);
            expect(job.counted() == (long) pass * job.length(), job + ", repeated: " + job.counted() + " bytes are counted after pass "
                    + pass + "; it begins again from its first byte without another start", "IL-20", "ChannelDriver.step");
        }
        channel.stop(job);
    }

    private static void isReused(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        for (int use = 0; use < 2; use++) {
            channel.begin(job);
            job.supply();
            channel.finish(job);
            if (use == 0) {
                job.again();
            }
        }
    }

    private static void interrupts(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.interrupt();
        channel.begin(job);
        expect(job.isComplete(), "an interrupt-only transfer is not complete with its start", "PREP-34", "ChannelDriver.start");
    }
}
