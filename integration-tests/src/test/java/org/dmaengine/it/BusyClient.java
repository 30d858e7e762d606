package org.dmaengine.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelRequest;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveConfig;
import org.dmaengine.SlaveMap;
import org.dmaengine.TransferFlag;
import org.dmaengine.mapping.Mapping;

/// A client with work of every kind under way: copies, a ring, and a transfer that waits for a device that never comes.
///
/// It is asked through a service of a type of Java's, so that a test outside the framework can ask it, too.
final class BusyClient implements Function<Boolean, List<String>> {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int COPIES = 256;
    private static final int BYTES = 16 << 20;
    private static final int PERIOD = 4096;
    private static final SlaveConfig WORDS = SlaveConfig.builder().source(0x4000_0000, BusWidth.BYTES_4, 8).build();

    private final List<Lane> lanes = new ArrayList<>();

    /// Takes the three channels, and returns when copies and periods are coming in.
    ///
    /// @param device whose channel `copy` is taken
    static BusyClient begin(SlaveMap slaveMap, DmaEngine engine, String device) throws InterruptedException {
        BusyClient client = new BusyClient();
        Lane copies = client.add("copies", slaveMap.requestChannel(device, "copy", SOON));
        Lane ring = client.add("ring", engine.request(ChannelRequest.of(Capability.CYCLIC).onController("flowing"), SOON));
        Lane waiting = client.add("waiting", engine.request(ChannelRequest.of(Capability.SLAVE).onController("silent"), SOON));
        copy(copies);
        run(ring);
        ask(waiting);
        copies.awaitFirst();
        ring.awaitFirst();
        return client;
    }

    private Lane add(String what, DmaChannel channel) {
        Lane lane = new Lane(what, channel);
        lanes.add(lane);
        return lane;
    }

    private static void copy(Lane lane) {
        DmaChannel channel = lane.channel();
        Mapping from = channel.mapper().allocate(BYTES);
        Mapping to = channel.mapper().allocate(BYTES);
        for (int i = 0; i < COPIES; i++) {
            lane.submit(channel.prepareMemcpy(to, 0, from, 0, BYTES, TransferFlag.INTERRUPT));
        }
        channel.issuePending();
    }

    private static void run(Lane lane) {
        DmaChannel channel = lane.channel();
        channel.configure(WORDS);
        Mapping ring = channel.mapper().allocate(4 * PERIOD);
        lane.submit(channel.prepareCyclic(ring, 0, 4 * PERIOD, PERIOD, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT));
        channel.issuePending();
    }

    private static void ask(Lane lane) {
        DmaChannel channel = lane.channel();
        channel.configure(WORDS);
        Mapping buffer = channel.mapper().allocate(PERIOD);
        lane.submit(channel.prepareSlaveSingle(buffer, 0, PERIOD, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT));
        channel.issuePending();
    }

    /// Gives its channels back, in the order in which a tidy client does.
    void close() {
        lanes.reversed().forEach(lane -> lane.channel().close());
    }

    /// What is wrong with the ends of its transfers and with its old handles; empty if nothing is.
    ///
    /// @param gone whether the leases ended GONE, else they were released
    @Override
    public List<String> apply(Boolean gone) {
        return lanes.stream().flatMap(lane -> lane.complaints(gone).stream()).toList();
    }
}
