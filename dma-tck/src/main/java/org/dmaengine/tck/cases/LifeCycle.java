package org.dmaengine.tck.cases;

import static org.dmaengine.tck.bench.Bench.expect;

import java.util.EnumSet;
import java.util.List;
import org.dmaengine.tck.Level;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.Channel;
import org.dmaengine.tck.bench.Job;
import org.dmaengine.tck.bench.Workload;

/// Taken into use, and let go of.
final class LifeCycle {
    private static final int TIMES = 3;

    static final Theme THEME = Theme.of("life cycle", Level.BASIC,
            List.of(Case.of("opens and closes again and again", List.of("REQ-29", "REQ-34", "ChannelDriver.open"), Promise.ALWAYS,
                    LifeCycle::reopens),
                    Case.of("refuses a second host while it is open", List.of("REQ-23", "ChannelDriver.open"), Promise.ALWAYS,
                            LifeCycle::refusesSecond)),
            Case.each("serves the next client as the first", List.of("REQ-34", "CFG-13", "ChannelDriver.close"), Promise.ALWAYS,
                    Workload.all(), LifeCycle::servesTheNext),
            Case.each("is closed with nothing done", List.of("REQ-34", "ChannelDriver.close"), Promise.ALWAYS,
                    EnumSet.of(Workload.COPY, Workload.RECEIVE, Workload.SEND), LifeCycle::closesIdle));

    private LifeCycle() {
    }

    private static void reopens(Bench bench) {
        Channel channel = bench.channel();
        for (int i = 0; i < TIMES; i++) {
            channel.open();
            channel.close();
        }
    }

    private static void refusesSecond(Bench bench) {
        Channel channel = bench.opened();
        Throwable refusal = channel.openTwice("another");
        expect(refusal != null,
                "open was called for a second host and did not throw; a driver serves one host at a time, and says so with an"
                + " IllegalStateException", "ChannelDriver.open", "REQ-23");
        expect(refusal instanceof IllegalStateException, "open was called for a second host and threw " + refusal
                + "; it has to be an IllegalStateException", "ChannelDriver.open", "REQ-23");
        channel.close();
        channel.open();
    }

    private static void servesTheNext(Bench bench) {
        Channel channel = bench.channel();
        for (int i = 0; i < 2; i++) {
            channel.open();
            Job job = bench.job();
            channel.begin(job);
            job.supply();
            channel.advance(job, job.length(), Long.MAX_VALUE);
            if (bench.workload().isRing()) {
                channel.stop(job);
            } else {
                channel.expectComplete(job);
            }
            channel.close();
        }
    }

    private static void closesIdle(Bench bench) {
        Channel channel = bench.opened();
        bench.job();
        channel.close();
    }
}
