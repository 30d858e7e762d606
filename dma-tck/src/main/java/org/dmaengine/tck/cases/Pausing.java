package org.dmaengine.tck.cases;

import static org.dmaengine.tck.bench.Bench.expect;

import java.util.EnumSet;
import java.util.List;
import org.dmaengine.tck.Level;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.Channel;
import org.dmaengine.tck.bench.Job;
import org.dmaengine.tck.bench.Workload;

/// Held still, and let go on.
final class Pausing {
    private static final EnumSet<Workload> DEVICES = EnumSet.of(Workload.RECEIVE, Workload.SEND, Workload.RECEIVE_RING, Workload.SEND_RING);

    static final Theme THEME = Theme.of("pause and resume", Level.BASIC,
            Case.each("stops moving at once, without loss, and goes on", List.of("PAU-02", "CYC-12", "ChannelDriver.pause"),
                    Promise.PAUSE_AND_RESUME, Workload.all(), Pausing::pausesInTheMiddle),
            Case.each("is paused before its first byte", List.of("PAU-02", "PAU-04"), Promise.PAUSE_AND_RESUME, Workload.all(),
                    Pausing::pausesAtTheStart),
            Case.each("moves nothing when the device asks meanwhile", List.of("PAU-02", "ST-23"), Promise.PAUSE_AND_RESUME, DEVICES,
                    Pausing::deviceGoesOn),
            Case.each("is terminated while it is paused", List.of("PAU-06", "PAU-09"), Promise.PAUSE, Workload.all(), Pausing::stopsPaused),
            List.of(Case.of("is paused with nothing active", List.of("PAU-04"), Promise.PAUSE_AND_RESUME, Pausing::pausesIdle)));

    private Pausing() {
    }

    private static Job toTheMiddle(Bench bench, Channel channel) {
        Job job = bench.job();
        channel.begin(job);
        job.supply();
        channel.advance(job, job.grain() * 7L, job.grain());
        return job;
    }

    private static void toTheEnd(Bench bench, Channel channel, Job job) {
        channel.advance(job, job.length(), Long.MAX_VALUE);
        if (bench.workload().isRing()) {
            expect(job.counted() == job.length(), job + ": " + job.counted()
                    + " bytes are counted after it was paused and resumed; nothing is missing",
                    "PAU-02", "CYC-12", "ChannelDriver.resume");
            channel.stop(job);
        } else {
            channel.expectComplete(job);
        }
    }

    private static void pausesInTheMiddle(Bench bench) {
        Channel channel = bench.opened();
        Job job = toTheMiddle(bench, channel);
        channel.pause();
        channel.resume();
        channel.advance(job, job.counted() + job.grain(), job.grain());
        channel.pause();
        channel.resume();
        if (!job.isComplete()) {
            toTheEnd(bench, channel, job);
        }
    }

    private static void pausesAtTheStart(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        channel.begin(job);
        channel.pause();
        job.supply();
        channel.resume();
        if (!job.isComplete()) {
            toTheEnd(bench, channel, job);
        }
    }

    private static void deviceGoesOn(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        channel.begin(job);
        job.supply(5L * job.grain());
        channel.advance(job, 5L * job.grain(), Long.MAX_VALUE);
        channel.pause();
        job.supply(job.length() - 5L * job.grain());
        channel.expectStill(job, "while it is paused and the device asks");
        channel.resume();
        if (!job.isComplete()) {
            toTheEnd(bench, channel, job);
        }
    }

    private static void stopsPaused(Bench bench) {
        Channel channel = bench.opened();
        Job job = toTheMiddle(bench, channel);
        channel.pause();
        if (!job.isComplete()) {
            channel.stop(job);
            job.takeMemoryBack();
        }
        Job next = bench.job();
        channel.resume();
        channel.begin(next);
        next.supply();
        toTheEnd(bench, channel, next);
    }

    private static void pausesIdle(Bench bench) {
        Channel channel = bench.opened();
        channel.pause();
        channel.resume();
    }
}
