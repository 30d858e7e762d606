package ${package}.driver;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.tck.Peripheral;
import org.dmaengine.tck.jupiter.DriverContract;
import ${package}.DriverSlaveConfig;

/// All that the engine core and its clients rely on.
class DriverConformanceTest extends DriverContract {
    private KitDevice device = new KitDevice(Direction.DEV_TO_MEM);

    @Override
    protected ChannelDriver channel() {
        return new DriverChannel("device0 channel 0", EngineSpec.device("device0"), new Socket());
    }

    @Override
    protected Optional<Peripheral> peripheral(Direction direction) {
        device = new KitDevice(direction);
        return Optional.of(device);
    }

    /// The place where the kit's devices are plugged in: each case has one of its own, made after the channel.
    private final class Socket implements Device {
        @Override
        public void connect(Runnable requestLine) {
            device.connect(requestLine);
        }

        @Override
        public void disconnect(Runnable requestLine) {
            device.disconnect(requestLine);
        }

        @Override
        public int read(MemorySegment to, DriverSlaveConfig config) throws IOException {
            return device.read(to, config);
        }

        @Override
        public int write(MemorySegment from, DriverSlaveConfig config) throws IOException {
            return device.write(from, config);
        }
    }
}
