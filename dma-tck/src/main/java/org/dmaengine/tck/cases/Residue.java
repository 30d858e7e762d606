package org.dmaengine.tck.cases;

import static org.dmaengine.tck.bench.Bench.expect;

import java.util.EnumSet;
import java.util.List;
import org.dmaengine.ResidueGranularity;
import org.dmaengine.tck.Level;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.Channel;
import org.dmaengine.tck.bench.Job;
import org.dmaengine.tck.bench.Workload;

/// What a step answers.
final class Residue {
    private static final Promise BY_BURST = new Promise("residue by burst", stated -> stated.granularity() == ResidueGranularity.BURST);

    static final Theme THEME = Theme.of("residue", Level.BASIC,
            Case.each("counts what has arrived, step by step", List.of("ST-11", "ST-14", "ST-20", "ChannelDriver.step"), Promise.ALWAYS,
                    Workload.all(), Residue::stepByStep),
            Case.each("moves no more than the step's limit", List.of("ChannelDriver.step"), Promise.ALWAYS, Workload.all(),
                    Residue::withinLimit),
            Case.each("moves what is there, and waits for the rest", List.of("ST-11", "ISS-05", "ChannelHost.wake"), BY_BURST,
                    EnumSet.of(Workload.RECEIVE, Workload.SEND, Workload.RECEIVE_RING, Workload.SEND_RING), Residue::asMuchAsThereIs));

    private Residue() {
    }

    private static void stepByStep(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        channel.begin(job);
        job.supply();
        for (int grains = 1; !job.isComplete() && job.counted() < job.length(); grains = grains % 5 + 1) {
            long before = job.counted();
            channel.advance(job, Math.min(job.length(), before + (long) grains * job.grain()), (long) grains * job.grain());
            expect(job.counted() > before || job.isComplete(), job + ": its driver moves nothing although nothing is missing",
                    "ChannelDriver.step");
        }
        if (bench.workload().isRing()) {
            channel.stop(job);
        }
    }

    private static void withinLimit(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        channel.begin(job);
        job.supply();
        channel.advance(job, job.length(), job.grain());
        if (bench.workload().isRing()) {
            channel.stop(job);
        } else {
            channel.expectComplete(job);
        }
    }

    private static void asMuchAsThereIs(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        channel.begin(job);
        int part = 3 * job.grain();
        for (int there = part; there < job.length(); there += part) {
            job.supply(part);
            channel.advance(job, there, Long.MAX_VALUE);
            expect(job.counted() == there, job + ": " + job.counted() + " bytes are counted where the device has had exactly " + there,
                    "ST-20", "ST-11", "ChannelDriver.step");
        }
        channel.stop(job);
    }
}
