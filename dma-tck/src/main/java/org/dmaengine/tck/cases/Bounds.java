package org.dmaengine.tck.cases;

import java.util.EnumSet;
import java.util.List;
import org.dmaengine.Direction;
import org.dmaengine.tck.Level;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.Channel;
import org.dmaengine.tck.bench.Job;
import org.dmaengine.tck.bench.NotApplicable;
import org.dmaengine.tck.bench.Request;
import org.dmaengine.tck.bench.Workload;

/// The limits that the capabilities state, from both sides.
final class Bounds {
    private static final int LARGEST_TRIED = 1 << 20;
    private static final EnumSet<Workload> ENDING = EnumSet.complementOf(EnumSet.of(Workload.RECEIVE_RING, Workload.SEND_RING));
    private static final Promise HEAP = new Promise("heap memory", stated -> !stated.nativeMemory());
    private static final Promise BOUNDED = new Promise("a longest transfer", stated -> stated.maxTransferLength() <= LARGEST_TRIED);
    private static final Promise SPLIT = new Promise("a longest segment", stated -> stated.maxSegmentLength() <= LARGEST_TRIED / 4);

    static final Theme THEME = Theme.of("declared bounds", Level.BASIC,
            Case.each("moves what is aligned just as it says", List.of("REG-30", "ChannelCapabilities.copyAlignment"), Promise.ALWAYS,
                    ENDING, Bounds::aligned),
            Case.each("moves the smallest transfer", List.of("REG-30"), Promise.ALWAYS, ENDING, Bounds::smallest),
            Case.each("moves by the shortest steps", List.of("REG-30", "ChannelDriver.step"), Promise.ALWAYS, ENDING,
            Bounds::shortestSteps),
            Case.each("moves its longest transfer", List.of("ChannelCapabilities.maxTransferLength"), BOUNDED, ENDING, Bounds::longest),
            Case.each("moves what is longer than its longest segment", List.of("PREP-16", "ChannelCapabilities.maxSegmentLength"), SPLIT,
                    ENDING, Bounds::segments),
            Case.each("moves memory of the heap unless it asks for native memory", List.of("ChannelCapabilities.nativeMemory"), HEAP,
                    ENDING, Bounds::heap));

    private Bounds() {
    }

    private static int unit(Bench bench) {
        Workload workload = bench.workload();
        if (workload.direction() != Direction.MEM_TO_MEM) {
            return bench.device().peripheral().wordBytes();
        }
        return workload.isFill() ? bench.capabilities().fillAlignment() : bench.capabilities().copyAlignment();
    }

    private static void play(Bench bench, Channel channel, Request request) {
        Job job = bench.job(request);
        channel.beginPromised(job);
        job.supply();
        channel.finish(job);
    }

    private static void aligned(Bench bench) {
        Channel channel = bench.opened();
        play(bench, channel, new Request(bench.workload()).grain(unit(bench)));
        play(bench, channel, new Request(bench.workload()).grain(3 * unit(bench)));
    }

    private static void smallest(Bench bench) {
        Channel channel = bench.opened();
        play(bench, channel, new Request(bench.workload()).grains(Request.PARTS).grain(unit(bench)));
    }

    private static void shortestSteps(Bench bench) {
        Channel channel = bench.opened();
        Job job = bench.job(new Request(bench.workload()).grains(Request.PARTS));
        channel.beginPromised(job);
        job.supply();
        channel.finish(job, bench.leastLimit());
    }

    private static void longest(Bench bench) {
        Channel channel = bench.opened();
        long longest = bench.capabilities().maxTransferLength();
        long grain = longest / Request.PARTS / unit(bench) * unit(bench);
        if (grain == 0) {
            throw new NotApplicable("its longest transfer, " + longest + " bytes, is too short to be cut");
        }
        play(bench, channel, new Request(bench.workload()).grains(Request.PARTS).grain((int) grain));
    }

    private static void segments(Bench bench) {
        Channel channel = bench.opened();
        int unit = unit(bench);
        int grain = (int) Math.max(unit, bench.capabilities().maxSegmentLength() / 4 / unit * unit);
        play(bench, channel, new Request(bench.workload()).grain(grain));
    }

    private static void heap(Bench bench) {
        Channel channel = bench.opened();
        play(bench, channel, new Request(bench.workload()).inHeap());
    }
}
