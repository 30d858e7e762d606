package org.dmaengine.tck.cases;

import static org.dmaengine.tck.bench.Bench.expect;

import java.util.EnumSet;
import java.util.List;
import org.dmaengine.DmaException;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;
import org.dmaengine.tck.Level;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.Channel;
import org.dmaengine.tck.bench.Job;
import org.dmaengine.tck.bench.NotApplicable;
import org.dmaengine.tck.bench.Workload;

/// What clients ask of a driver before there is a transfer, and beside one.
final class Configuring {
    private static final EnumSet<Workload> DEVICES = EnumSet.of(Workload.RECEIVE, Workload.SEND);

    static final Theme THEME = Theme.of("configuration and checks", Level.BASIC,
            List.of(Case.of("refuses a configuration of a kind that it does not know, and says which it takes",
                    List.of("CFG-18", "CFG-19", "ChannelDriver.validate"), Promise.ALWAYS, Configuring::refusesForeign)),
            Case.each("takes the configuration of its device, and a plain one", List.of("CFG-09", "CFG-18", "ChannelDriver.validate"),
                    Promise.ALWAYS, DEVICES, Configuring::takesOwn),
            Case.each("changes nothing when it is asked beside a transfer",
                    List.of("CFG-11", "CFG-15", "ChannelDriver.validate", "ChannelDriver.check"),
                    Promise.ALWAYS, Workload.all(), Configuring::asksBeside),
            Case.each("answers while a step is under way", List.of("PREP-03", "ChannelDriver.validate", "ChannelDriver.check"),
            Promise.ALWAYS,
                    DEVICES, Configuring::asksDuringStep));

    private Configuring() {
    }

    /// A configuration that no driver can know.
    private record Foreign(SlaveConfig base) implements ExtendedSlaveConfig { }

    private static void refusesForeign(Bench bench) {
        Channel channel = bench.channel();
        DmaException.Rejected refusal = channel.validate(new Foreign(SlaveConfig.builder().build()));
        expect(refusal != null, "validate takes a configuration of type " + Foreign.class.getName() + ", which it cannot know; answer"
                + " ChannelDriver.foreign(config, the type that is wanted)", "CFG-18", "CFG-19", "ChannelDriver.validate");
        expect(refusal.getMessage() != null && !refusal.getMessage().isBlank(),
                "validate refuses a configuration that it does not know without a word; name"
                + " the type that it takes, as ChannelDriver.foreign does", "CFG-19", "ChannelDriver.validate");
    }

    private static void takesOwn(Bench bench) {
        Channel channel = bench.channel();
        ExtendedSlaveConfig own = bench.device().peripheral().config();
        for (ExtendedSlaveConfig config : List.of(own, own.base())) {
            DmaException.Rejected refusal = channel.validate(config);
            expect(refusal == null, "validate refuses " + config + ": " + (refusal == null ? "" : refusal.getMessage()), "CFG-09", "CFG-18",
                    "ChannelDriver.validate");
        }
    }

    private static void asksBeside(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        channel.begin(job);
        job.supply();
        channel.advance(job, 5L * job.grain(), job.grain());
        channel.validate(SlaveConfig.builder().build());
        channel.validate(new Foreign(SlaveConfig.builder().build()));
        Job next = bench.job();
        channel.check(next);
        next.takeMemoryBack();
        if (!job.isComplete()) {
            channel.advance(job, job.length(), Long.MAX_VALUE);
        }
        if (bench.workload().isRing()) {
            expect(job.counted() == job.length(), job + ": " + job.counted()
                    + " bytes are counted after validate and check; nothing is missing", "CFG-11",
                    "ChannelDriver.check");
        } else {
            channel.expectComplete(job);
        }
    }

    private static void asksDuringStep(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job();
        Job next = bench.job();
        channel.begin(job);
        boolean[] asked = new boolean[1];
        channel.whenWaiting(() -> {
            asked[0] = true;
            channel.validate(bench.device().peripheral().config());
            channel.check(next);
        });
        channel.step(job, Long.MAX_VALUE);
        if (!asked[0]) {
            throw new NotApplicable("its driver does not say what it waits for (ChannelHost.waitsFor), so that the moment cannot be met");
        }
        job.supply();
        channel.finish(job);
    }
}
