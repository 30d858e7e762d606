package org.dmaengine.tools.board;

import org.dmaengine.BusWidth;
import org.dmaengine.ChannelInfo;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveConfig;
import org.dmaengine.SlaveMap;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.SlaveMapEntry;
import org.osgi.framework.ServiceRegistration;

/// One direction of a client: its channel, got by name, and its device on the request line that the tree means.
final class Side implements AutoCloseable {
    private static final int BURST = 16;

    private final DmaChannel channel;
    private final Direction direction;
    private final int line;
    private final ServiceRegistration<FifoPort> wiring;

    /// @param port which way it goes says which way this side goes
    Side(SlaveMap slaveMap, Box box, Name name, EndpointPort port) {
        channel = slaveMap.requestChannel(name.client(), name.name());
        try {
            direction = port.direction();
            ChannelInfo info = box.channel(channel.name());
            SlaveMapEntry entry = box.meant(name, info);
            // A channel that the tree names by number serves one peripheral; its line is numbered like it.
            line = box.routed(channel.name()).orElse(entry.requestLine() >= 0 ? entry.requestLine() : info.channel());
            wiring = box.wire(port, info.controller(), line);
        } catch (RuntimeException e) {
            channel.close();
            throw e;
        }
        SlaveConfig.Builder config = SlaveConfig.builder();
        channel.configure(FifoSlaveConfig.of((direction == Direction.DEV_TO_MEM ? config.source(0, BusWidth.BYTES_1, BURST)
                : config.destination(0, BusWidth.BYTES_1, BURST)).build()).withRequestLine(line));
    }

    DmaChannel channel() {
        return channel;
    }

    int line() {
        return line;
    }

    /// Starts a transfer of the whole memory.
    ///
    /// @return its cookie
    long start(Mapping memory) {
        long cookie = channel.prepareSlaveSingle(memory, 0, memory.length(), direction).submit();
        channel.issuePending();
        return cookie;
    }

    @Override
    public void close() {
        channel.terminateSync();
        channel.close();
        wiring.unregister();
    }
}
