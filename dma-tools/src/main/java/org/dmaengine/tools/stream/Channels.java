package org.dmaengine.tools.stream;

import java.util.HashSet;
import java.util.Set;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelInfo;
import org.dmaengine.ChannelRequest;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveConfig;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.SameController;

/// Two channels of one FIFO controller, taken by capability: one for each side of a stream.
///
/// @param source     reads from the port that gives
/// @param sink       writes to the port that takes
/// @param controller name of their controller
/// @param lines      request lines that it has, 0 for any number
record Channels(DmaChannel source, DmaChannel sink, String controller, int lines) implements AutoCloseable {
    /// Property of a channel's service: the request lines that its controller has, 0 for any number.
    static final String LINES = "request.lines";

    private static final int LONGEST_BURST = 64 << 10;

    /// @param needed what both channels must be able to do
    static Channels take(DmaEngine engine, Capability needed) throws CommandFailure {
        Set<String> others = new HashSet<>();
        while (true) {
            SameController filter = new SameController(channel -> !others.contains(channel.controller()));
            DmaChannel source = request(engine, needed, Direction.DEV_TO_MEM, filter, "source");
            ChannelInfo info = engine.channels().stream().filter(channel -> channel.name().equals(source.name())).findFirst().orElse(null);
            if (info != null && isFifo(source)) {
                try {
                    filter.keep(info.controller());
                    int lines = info.properties().get(LINES) instanceof Number number ? number.intValue() : 0;
                    return new Channels(source, request(engine, needed, Direction.MEM_TO_DEV, filter, "sink"),
                            info.controller(), lines);
                } catch (CommandFailure | RuntimeException e) {
                    source.close();
                    throw e;
                }
            }
            source.close();
            if (info != null) {
                others.add(info.controller());
            }
        }
    }

    /// Has both sides move bytes, in bursts as large as a buffer where the controller can.
    ///
    /// @param period bytes of a buffer
    void configure(int sourceLine, int sinkLine, int period) {
        source.configure(config(source, period).withRequestLine(sourceLine));
        sink.configure(config(sink, period).withRequestLine(sinkLine));
    }

    @Override
    public void close() {
        try {
            sink.close();
        } finally {
            source.close();
        }
    }

    private static DmaChannel request(DmaEngine engine, Capability needed, Direction direction, SameController filter, String side)
            throws CommandFailure {
        ChannelRequest request = ChannelRequest.of(needed, Capability.SLAVE).where(filter)
                .where(channel -> channel.capabilities().directions().contains(direction));
        try {
            return engine.request(request);
        } catch (DmaException.NoSuchChannel | DmaException.NotYetAvailable e) {
            throw new CommandFailure("no FIFO controller" + (needed == Capability.SLAVE ? "" : " that is capable of " + needed)
                    + " is there; configure org.dmaengine.controller.fifo, as the default board does", e);
        } catch (DmaException.ChannelBusy e) {
            throw new CommandFailure("no channel is left for the " + side + ": " + e.getMessage()
                    + "; give the controller more dma.channels, or wait", e);
        }
    }

    /// Other slave controllers refuse the configuration of this one.
    private static boolean isFifo(DmaChannel channel) {
        try {
            channel.configure(config(channel, 1));
            return true;
        } catch (DmaException.Rejected _) {
            return false;
        }
    }

    private static FifoSlaveConfig config(DmaChannel channel, int period) {
        int most = channel.capabilities().maxBurst();
        int burst = Math.min(Math.min(period, LONGEST_BURST), most == 0 ? LONGEST_BURST : most);
        return FifoSlaveConfig.of(SlaveConfig.builder().source(0, BusWidth.BYTES_1, burst).destination(0, BusWidth.BYTES_1, burst)
                .deviceFlowControl(true).build()).withRequestLine(0);
    }
}
