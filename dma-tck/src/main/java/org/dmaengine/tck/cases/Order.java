package org.dmaengine.tck.cases;

import static org.dmaengine.tck.bench.Bench.expect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.dmaengine.tck.Level;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.Channel;
import org.dmaengine.tck.bench.Job;
import org.dmaengine.tck.bench.Workload;

/// One transfer behind the other.
final class Order {
    private static final int MANY = 5;
    private static final EnumSet<Workload> ENDING = EnumSet.complementOf(EnumSet.of(Workload.RECEIVE_RING, Workload.SEND_RING));

    static final Theme THEME = Theme.of("order", Level.BASIC,
            Case.each("does one transfer after the other", List.of("SUB-07", "ISS-05"), Promise.ALWAYS, ENDING, Order::oneByOne),
            Case.each("takes as many at once as its depth says",
                    List.of("SUB-07", "SUB-09", "ChannelDriver.start", "ChannelCapabilities.depth"), Promise.DEPTH,
                    ENDING, Order::allAtOnce),
            Case.each("lets go of all that it has in hand, oldest first", List.of("TRM-03", "ChannelDriver.stop"), Promise.DEPTH, ENDING,
                    Order::stopsAll));

    private Order() {
    }

    private static void oneByOne(Bench bench) {
        Channel channel = bench.opened();
        for (int i = 0; i < MANY; i++) {
            Job job = bench.job();
            channel.begin(job);
            job.supply();
            channel.finish(job);
        }
    }

    private static List<Job> startAll(Bench bench, Channel channel) {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < bench.capabilities().depth() && i < MANY; i++) {
            Job job = bench.job();
            jobs.add(job);
            channel.begin(job);
        }
        return jobs;
    }

    private static void allAtOnce(Bench bench) {
        Channel channel = bench.opened();
        List<Job> jobs = startAll(bench, channel);
        jobs.forEach(Job::supply);
        for (Job job : jobs) {
            if (!job.isComplete()) {
                channel.finish(job, job.grain());
            }
        }
    }

    private static void stopsAll(Bench bench) {
        Channel channel = bench.opened();
        List<Job> jobs = startAll(bench, channel);
        expect(!jobs.isEmpty(), "no transfer could be started", "ChannelDriver.start");
        jobs.stream().filter(job -> !job.isComplete()).toList().forEach(job -> {
            channel.stop(job);
            job.takeMemoryBack();
        });
        Job next = bench.job();
        channel.begin(next);
        next.supply();
        channel.finish(next);
    }
}
