package org.dmaengine.tck.cases;

import static org.dmaengine.tck.bench.Bench.expect;

import java.util.EnumSet;
import java.util.List;
import org.dmaengine.tck.Level;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.Channel;
import org.dmaengine.tck.bench.Job;
import org.dmaengine.tck.bench.Workload;

/// One driver goes on where another one has been stopped, as it is when a controller is replaced under a lease.
final class Continuing {
    private static final List<Integer> CUTS = List.of(0, 1, 7, 12, 23, 47);
    private static final EnumSet<Workload> RINGS = EnumSet.of(Workload.RECEIVE_RING, Workload.SEND_RING);

    static final Theme THEME = Theme.of("continuation", Level.SWAPPABLE,
            Case.each("goes on at the byte where another one has stopped",
                    List.of("Transfer.moved", "ChannelDriver.start", "ChannelDriver.handOver"),
                    Promise.ALWAYS, EnumSet.complementOf(RINGS), Continuing::goesOn),
            Case.each("goes on in a later pass of the ring", List.of("CYC-12", "Transfer.movedInAll", "ChannelDriver.handOver"),
                    Promise.ALWAYS, RINGS, Continuing::goesOnInRing),
            Case.each("hands over with nothing active", List.of("ChannelDriver.handOver"), Promise.ALWAYS,
                    EnumSet.of(Workload.COPY, Workload.FILL, Workload.RECEIVE, Workload.SEND), Continuing::handsOverIdle),
            Case.each("is handed over while it is paused", List.of("PAU-02", "ChannelDriver.handOver"), Promise.PAUSE_AND_RESUME,
                    Workload.all(), Continuing::handsOverPaused));

    private Continuing() {
    }

    /// The first driver is handed over and closed; the next one is open.
    private static Channel replace(Bench bench, Channel channel, Job job) {
        channel.handOver();
        if (!job.isComplete()) {
            channel.stop(job);
        }
        channel.close();
        return bench.opened();
    }

    private static void goesOn(Bench bench) {
        for (int grains : CUTS) {
            Channel channel = bench.opened();
            Job job = bench.job();
            channel.begin(job);
            long cut = (long) grains * job.grain();
            job.supply(cut);
            channel.advance(job, cut, job.grain());
            Channel next = replace(bench, channel, job);
            job.supply(job.length() - cut);
            if (!job.isComplete()) {
                next.begin(job);
                next.finish(job);
            }
            next.close();
        }
    }

    private static void goesOnInRing(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        channel.begin(job);
        long cut = 2L * job.length() + job.period() + job.grain();
        for (long counted = 0; counted < cut; counted += job.grain()) {
            job.supply(job.grain());
            channel.advance(job, counted + job.grain(), Long.MAX_VALUE);
        }
        Channel next = replace(bench, channel, job);
        next.begin(job);
        long all = cut + job.length();
        for (long counted = cut; counted < all; counted += job.grain()) {
            job.supply(job.grain());
            next.advance(job, counted + job.grain(), Long.MAX_VALUE);
        }
        expect(job.counted() == all, job + ": " + job.counted() + " bytes are counted, " + all + " have been there", "CYC-12",
                "Transfer.movedInAll");
        next.stop(job);
    }

    private static void handsOverIdle(Bench bench) {
        Channel channel = bench.opened();
        channel.handOver();
        channel.close();
        Channel next = bench.opened();
        Job job = bench.job();
        next.begin(job);
        job.supply();
        next.finish(job);
    }

    private static void handsOverPaused(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        channel.begin(job);
        long cut = 9L * job.grain();
        job.supply(cut);
        channel.advance(job, cut, job.grain());
        channel.pause();
        Channel next = replace(bench, channel, job);
        if (!job.isComplete()) {
            next.begin(job);
            next.pause();
            job.supply(job.length() - cut);
            next.resume();
            next.advance(job, job.length(), Long.MAX_VALUE);
            expect(job.isComplete() || job.counted() >= job.length(), job + ": " + job.counted()
                    + " bytes are counted on the next driver; nothing is missing", "PAU-02", "ChannelDriver.start");
        }
    }
}
