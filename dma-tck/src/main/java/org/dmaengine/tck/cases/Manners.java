package org.dmaengine.tck.cases;

import static org.dmaengine.tck.bench.Bench.expect;

import java.util.EnumSet;
import java.util.List;
import org.dmaengine.tck.Level;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.Channel;
import org.dmaengine.tck.bench.Job;
import org.dmaengine.tck.bench.Workload;

/// What a driver must never do beyond that. Every call of every case is watched for more: see [Channel].
final class Manners {
    static final Theme THEME = Theme.of("what a driver must never do", Level.BASIC,
            List.of(Case.of("answers the same capabilities and engine each time",
                    List.of("SCAP-04", "ChannelDriver.capabilities", "ChannelDriver.engine"),
                            Promise.ALWAYS, Manners::isConstant),
                    Case.of("answers the same service properties each time", List.of("ChannelDriver.serviceProperties"), Promise.ALWAYS,
                            Manners::hasConstantProperties)),
            Case.each("keeps no transfer when it is closed", List.of("VD-18", "ChannelDriver.start"), Promise.ALWAYS,
                    EnumSet.of(Workload.COPY, Workload.FILL, Workload.RECEIVE, Workload.SEND), Manners::keepsNothing));

    private Manners() {
    }

    private static void isConstant(Bench bench) {
        Channel channel = bench.channel();
        expect(channel.capabilities().equals(channel.capabilities()), "capabilities() answers something else each time",
                "ChannelDriver.capabilities", "SCAP-04");
        expect(channel.engine() != null && channel.engine() == channel.engine(),
                "engine() answers " + channel.engine()
                + ", and another object each time; channels share an engine by answering the same object",
                "ChannelDriver.engine");
    }

    private static void hasConstantProperties(Bench bench) {
        Channel channel = bench.channel();
        expect(channel.serviceProperties().keySet().equals(channel.serviceProperties().keySet()),
                "serviceProperties() answers other keys each time", "ChannelDriver.serviceProperties");
    }

    private static void keepsNothing(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        channel.begin(job);
        job.supply();
        channel.finish(job);
        channel.close();
        expect(bench.isForgotten(job), job
                + ": the driver can still reach the transfer when it is closed; it may be kept until it is complete, failed or"
                + " stopped, not longer", "ChannelDriver.start", "VD-18");
    }
}
