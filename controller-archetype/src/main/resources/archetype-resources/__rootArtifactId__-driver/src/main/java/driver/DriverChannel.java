package ${package}.driver;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReference;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferFault;
import ${package}.DriverSlaveConfig;

/// One channel between memory and the device, which copies memory as well.
///
/// It holds no bytes between two steps, so that pause, resume and stop have nothing to do, and the channel that takes its place goes on at
/// the exact byte.
final class DriverChannel implements ChannelDriver {
    private static final ChannelCapabilities CAPABILITIES = ChannelCapabilities
            .of(Capability.MEMCPY, Capability.SLAVE, Capability.CYCLIC)
            .directions(Direction.MEM_TO_MEM, Direction.MEM_TO_DEV, Direction.DEV_TO_MEM)
            .reuse(true)
            .build();

    private final String label;
    private final EngineSpec engine;
    private final Device device;
    private final Runnable requestLine = this::requested;

    /// The host that is served, null while closed. Atomic, since a second host would ask on a thread of its own.
    private final AtomicReference<ChannelHost> host = new AtomicReference<>();

    DriverChannel(String label, EngineSpec engine, Device device) {
        this.label = label;
        this.engine = engine;
        this.device = device;
    }

    @Override
    public ChannelCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    @Override
    public void open(ChannelHost newHost) {
        ChannelHost present = host.compareAndExchange(null, newHost);
        if (present != null) {
            throw new IllegalStateException(label + " is open for " + present.name() + " and serves one host at a time; "
                    + newHost.name() + " is refused until that one closes it");
        }
        try {
            device.connect(requestLine);
        } catch (RuntimeException | Error refused) {
            host.set(null); // who could not be opened is not closed, but opened again by the next request
            throw refused;
        }
    }

    /// The device may have something to do; on any thread.
    private void requested() {
        ChannelHost now = host.get();
        if (now != null) {
            now.wake();
        }
    }

    @Override
    public void validate(ExtendedSlaveConfig config) {
        if (!(config instanceof SlaveConfig) && !(config instanceof DriverSlaveConfig)) {
            throw ChannelDriver.foreign(config, DriverSlaveConfig.class);
        }
    }

    @Override
    public long start(Transfer transfer) {
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        long most = Math.min(limit, transfer.run());
        return switch (transfer.direction()) {
            case MEM_TO_MEM -> copy(transfer, most);
            case DEV_TO_MEM -> receive(transfer.destination().asSlice(transfer.destinationOffset(), most), own(transfer.config()));
            case MEM_TO_DEV -> send(transfer.source().asSlice(transfer.sourceOffset(), most), own(transfer.config()));
            case DEV_TO_DEV -> throw new IllegalStateException(label + " was handed a transfer from device to device; its capabilities are "
                    + CAPABILITIES.directions());
        };
    }

    private static DriverSlaveConfig own(ExtendedSlaveConfig config) {
        return config instanceof DriverSlaveConfig own ? own : DriverSlaveConfig.of(config.base());
    }

    private static long copy(Transfer transfer, long bytes) {
        MemorySegment.copy(transfer.source(), transfer.sourceOffset(), transfer.destination(), transfer.destinationOffset(), bytes);
        return bytes;
    }

    private int receive(MemorySegment memory, DriverSlaveConfig config) {
        try {
            int bytes = device.read(memory, config);
            if (bytes == 0) {
                host.get().waitsFor("the device has received nothing");
            }
            return bytes;
        } catch (IOException e) {
            throw TransferFault.read(0, e.getMessage(), e);
        }
    }

    private int send(MemorySegment memory, DriverSlaveConfig config) {
        try {
            int bytes = device.write(memory, config);
            if (bytes == 0) {
                host.get().waitsFor("the device has no room");
            }
            return bytes;
        } catch (IOException e) {
            throw TransferFault.write(0, e.getMessage(), e);
        }
    }

    @Override
    public long stop(Transfer transfer) {
        return 0;
    }

    @Override
    public void close() {
        device.disconnect(requestLine);
        host.set(null);
    }

    @Override
    public String toString() {
        return label;
    }
}
