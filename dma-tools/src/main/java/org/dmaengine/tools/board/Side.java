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
import org.osgi.framework.ServiceRegistration;

/// One direction of a client: its channel, got by name, and its device on the request line that the tree means.
///
/// Some controllers know a peripheral by one number, whichever way it goes (Allwinner, NVIDIA); a line of a FIFO controller has one
/// direction, so that the second side takes the line beside it.
final class Side implements AutoCloseable {
    private static final int BURST = 16;

    private final DmaChannel channel;
    private final Direction direction;
    private final String controller;
    private final int line;
    private final ServiceRegistration<FifoPort> wiring;

    /// The first side of a client.
    ///
    /// @param port the device; which way it goes says which way this side goes
    static Side first(SlaveMap slaveMap, Box box, Name name, EndpointPort port) {
        return new Side(slaveMap, box, name, port, null);
    }

    /// The other side of that client.
    Side second(SlaveMap slaveMap, Box box, Name name, EndpointPort port) {
        return new Side(slaveMap, box, name, port, this);
    }

    private Side(SlaveMap slaveMap, Box box, Name name, EndpointPort port, Side first) {
        channel = slaveMap.requestChannel(name.client(), name.name());
        try {
            direction = port.direction();
            ChannelInfo info = box.channel(channel.name());
            controller = info.controller();
            int meant = box.line(name, info);
            line = first != null && first.controller.equals(controller) && first.line == meant ? box.beside(controller, meant) : meant;
            channel.configure(FifoSlaveConfig.of(config(direction)).withRequestLine(line));
            wiring = box.wire(port, controller, line);
        } catch (RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static SlaveConfig config(Direction direction) {
        SlaveConfig.Builder config = SlaveConfig.builder();
        return (direction == Direction.DEV_TO_MEM ? config.source(0, BusWidth.BYTES_1, BURST)
                : config.destination(0, BusWidth.BYTES_1, BURST)).build();
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

    /// The device goes first, so that nobody waits for it.
    @Override
    public void close() {
        wiring.unregister();
        channel.close();
    }
}
