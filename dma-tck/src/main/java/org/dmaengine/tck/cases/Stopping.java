package org.dmaengine.tck.cases;

import java.util.EnumSet;
import java.util.List;
import org.dmaengine.tck.Level;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.Channel;
import org.dmaengine.tck.bench.Job;
import org.dmaengine.tck.bench.Workload;

/// Taken out of the driver before its end.
final class Stopping {
    private static final EnumSet<Workload> DEVICES = EnumSet.of(Workload.RECEIVE, Workload.SEND, Workload.RECEIVE_RING, Workload.SEND_RING);
    private static final List<Integer> CUTS = List.of(0, 1, 5, 12, 13, 30, 47);

    static final Theme THEME = Theme.of("stop in the middle", Level.SWAPPABLE,
            Case.each("stops at the exact byte", List.of("TRM-03", "ST-22", "ChannelDriver.stop"), Promise.ALWAYS, Workload.all(),
                    Stopping::atEachCut),
            Case.each("has counted all that it has moved when it is stopped", List.of("ST-22", "TRM-03", "ChannelDriver.step"),
                    Promise.ALWAYS, Workload.all(), Stopping::behindAStep),
            Case.each("leaves memory alone when it has stopped", List.of("TRM-16", "ChannelDriver.stop"), Promise.ALWAYS, Workload.all(),
                    Stopping::leavesMemoryAlone),
            Case.each("leaves the device alone when it has stopped", List.of("TRM-16", "ST-23", "ChannelDriver.stop"), Promise.ALWAYS,
                    DEVICES, Stopping::leavesDeviceAlone),
            Case.each("bears that the memory goes when it has stopped", List.of("TRM-16", "MAP-03", "ChannelDriver.stop"), Promise.ALWAYS,
                    Workload.all(), Stopping::memoryGoes),
            Case.each("serves the next transfer when it has stopped", List.of("TRM-14"), Promise.ALWAYS, Workload.all(),
                    Stopping::servesTheNext),
            Case.each("starts what has been stopped once more", List.of("RUS-07", "TRM-14"), Promise.REUSE, Workload.all(),
                    Stopping::startsAgain));

    private Stopping() {
    }

    /// A transfer that has been moved so far and no further; complete where the driver cannot be held up.
    private static Job upTo(Bench bench, Channel channel, long bytes) {
        Job job = bench.job();
        channel.begin(job);
        job.supply(bytes);
        channel.advance(job, bytes, job.grain());
        return job;
    }

    private static void stop(Channel channel, Job job) {
        if (!job.isComplete()) {
            channel.stop(job);
        }
    }

    private static void finish(Bench bench, Channel channel) {
        Job job = bench.job();
        channel.begin(job);
        job.supply();
        channel.advance(job, job.length(), Long.MAX_VALUE);
        if (bench.workload().isRing()) {
            channel.stop(job);
        } else {
            channel.expectComplete(job);
        }
    }

    private static void atEachCut(Bench bench) {
        Channel channel = bench.opened();
        for (int grains : CUTS) {
            stop(channel, upTo(bench, channel, (long) grains * bench.grain()));
        }
    }

    private static void behindAStep(Bench bench) {
        Channel channel = bench.opened();
        for (int grains = 1; grains < 8; grains++) {
            Job job = bench.job();
            channel.begin(job);
            job.supply(6L * job.grain());
            if (!job.isComplete()) {
                channel.step(job, (long) grains * job.grain());
            }
            stop(channel, job);
        }
    }

    private static void leavesMemoryAlone(Bench bench) {
        Channel channel = bench.opened();
        Job stopped = upTo(bench, channel, 7L * bench.grain());
        stop(channel, stopped);
        stopped.takeMemoryBack();
        finish(bench, channel);
        channel.close();
    }

    private static void leavesDeviceAlone(Bench bench) {
        Channel channel = bench.opened();
        Job stopped = upTo(bench, channel, 7L * bench.grain());
        stop(channel, stopped);
        stopped.supply();
        channel.expectStill(stopped, "after stop, when the device asks");
        finish(bench, channel);
    }

    private static void memoryGoes(Bench bench) {
        Channel channel = bench.opened();
        Job stopped = upTo(bench, channel, 7L * bench.grain());
        stop(channel, stopped);
        stopped.closeArena();
        finish(bench, channel);
    }

    private static void servesTheNext(Bench bench) {
        Channel channel = bench.opened();
        for (int i = 0; i < 3; i++) {
            stop(channel, upTo(bench, channel, (3L + i) * bench.grain()));
            finish(bench, channel);
        }
    }

    private static void startsAgain(Bench bench) {
        Channel channel = bench.opened();
        Job job = upTo(bench, channel, 7L * bench.grain());
        stop(channel, job);
        job.again();
        channel.begin(job);
        job.supply();
        channel.advance(job, job.length(), Long.MAX_VALUE);
        if (bench.workload().isRing()) {
            channel.stop(job);
        } else {
            channel.expectComplete(job);
        }
    }
}
