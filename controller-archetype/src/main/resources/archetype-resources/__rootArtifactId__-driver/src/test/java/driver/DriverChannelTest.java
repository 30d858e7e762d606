package ${package}.driver;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.Test;
import ${package}.DriverSlaveConfig;

/// What the conformance kit cannot try: a device that is not there yet.
class DriverChannelTest {
    private final UnpluggedDevice device = new UnpluggedDevice();
    private final DriverChannel channel = new DriverChannel("device0 channel 0", EngineSpec.device("device0"), device);

    @Test
    void shouldBeOpenedAfterItsDeviceHasRefused() {
        assertEquals("it is unplugged", assertThrows(IllegalStateException.class, () -> channel.open(new Host("first"))).getMessage());
        device.plugged = true;
        assertDoesNotThrow(() -> channel.open(new Host("second")));
        assertThrows(IllegalStateException.class, () -> channel.open(new Host("third")));
    }

    private static final class UnpluggedDevice implements Device {
        private boolean plugged;

        @Override
        public void connect(Runnable requestLine) {
            if (!plugged) {
                throw new IllegalStateException("it is unplugged");
            }
        }

        @Override
        public void disconnect(Runnable requestLine) {
            // nobody is told anything
        }

        @Override
        public int read(MemorySegment to, DriverSlaveConfig config) {
            return 0;
        }

        @Override
        public int write(MemorySegment from, DriverSlaveConfig config) {
            return 0;
        }
    }

    /// Somebody who opens the channel, and does no more.
    private record Host(String name) implements ChannelHost {
        @Override
        public void wake() {
            // there is nothing to do
        }

        @Override
        public void wakeAt(long time) {
            // there is nothing to do
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void priority(int priority) {
            // all are alike
        }

        @Override
        public void waitsFor(String reason) {
            // nobody looks
        }

        @Override
        public int requestLine() {
            return -1;
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of();
        }
    }
}
