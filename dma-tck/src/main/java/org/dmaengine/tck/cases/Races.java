package org.dmaengine.tck.cases;

import static org.dmaengine.tck.bench.Bench.expect;

import java.util.EnumSet;
import java.util.List;
import org.dmaengine.tck.Level;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.Channel;
import org.dmaengine.tck.bench.Job;
import org.dmaengine.tck.bench.NotApplicable;
import org.dmaengine.tck.bench.Workload;

/// The device, the client and the driver at the same moment, each order of it played on purpose.
final class Races {
    private static final EnumSet<Workload> DEVICES = EnumSet.of(Workload.RECEIVE, Workload.SEND);

    static final Theme THEME = Theme.of("terminate and wake races", Level.BASIC,
            Case.each("is stopped right behind its start", List.of("TRM-03", "TRM-14", "ChannelDriver.stop"), Promise.ALWAYS,
                    Workload.all(), Races::stopsAtOnce),
            Case.each("loses no request that comes while a step looks", List.of("ChannelHost.wake", "ChannelDriver.step"), Promise.ALWAYS,
                    DEVICES, Races::requestDuringStep),
            Case.each("wakes when the device asks", List.of("ChannelHost.wake", "ISS-05"), Promise.ALWAYS, DEVICES, Races::wakes),
            Case.each("bears a device that asks when it is closed", List.of("REQ-34", "ChannelDriver.close"), Promise.ALWAYS, DEVICES,
                    Races::asksWhenClosed),
            Case.each("bears a device that asked before it was opened", List.of("ChannelDriver.start"), Promise.ALWAYS, DEVICES,
                    Races::askedBefore));

    private Races() {
    }

    private static void stopsAtOnce(Bench bench) {
        Channel channel = bench.opened();
        for (int i = 0; i < 3; i++) {
            Job job = bench.job();
            channel.begin(job);
            if (!job.isComplete()) {
                channel.stop(job);
            }
            job.takeMemoryBack();
        }
        Job last = bench.job();
        channel.begin(last);
        last.supply();
        channel.advance(last, last.length(), Long.MAX_VALUE);
        if (bench.workload().isRing()) {
            channel.stop(last);
        } else {
            channel.expectComplete(last);
        }
    }

    private static void requestDuringStep(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        channel.begin(job);
        boolean[] asked = new boolean[1];
        channel.whenWaiting(() -> {
            asked[0] = true;
            job.supply();
        });
        channel.step(job, Long.MAX_VALUE);
        if (!asked[0]) {
            throw new NotApplicable("its driver does not say what it waits for (ChannelHost.waitsFor), so that the moment cannot be met");
        }
        expect(job.counted() > 0 || channel.isAwake(), job
                + ": the device asked between the driver's look and its answer of 0, and the driver has not called"
                + " ChannelHost.wake; the request is lost", "ChannelHost.wake", "ChannelDriver.step");
        channel.finish(job);
    }

    private static void wakes(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        channel.begin(job);
        expect(channel.step(job, Long.MAX_VALUE) == 0, job + ": bytes are counted although the device has given and taken none", "ST-20",
                "ChannelDriver.step");
        job.supply();
        channel.finish(job);
    }

    private static void asksWhenClosed(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        channel.begin(job);
        channel.step(job, Long.MAX_VALUE);
        channel.stop(job);
        channel.close();
        job.takeMemoryBack();
        job.supply();
        Channel next = bench.opened();
        Job after = bench.job();
        next.begin(after);
        next.finish(after);
    }

    private static void askedBefore(Bench bench) {
        Channel channel = bench.channel();
        Job job = bench.job();
        job.supply();
        channel.open();
        channel.begin(job);
        channel.finish(job);
    }
}
