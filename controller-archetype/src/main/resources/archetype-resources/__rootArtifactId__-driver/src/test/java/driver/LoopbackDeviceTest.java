package ${package}.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.SlaveConfig;
import org.junit.jupiter.api.Test;
import ${package}.DriverSlaveConfig;

class LoopbackDeviceTest {
    private static final DriverSlaveConfig PLAIN = DriverSlaveConfig.of(SlaveConfig.builder().build());

    private final LoopbackDevice device = new LoopbackDevice(4);

    private byte[] read(int most, DriverSlaveConfig config) {
        byte[] bytes = new byte[most];
        int some = device.read(MemorySegment.ofArray(bytes), config);
        return MemorySegment.ofArray(bytes).asSlice(0, some).toArray(ValueLayout.JAVA_BYTE);
    }

    private int write(DriverSlaveConfig config, byte... bytes) {
        return device.write(MemorySegment.ofArray(bytes), config);
    }

    @Test
    void shouldGiveBackWhatItHasTakenInOrder() {
        assertEquals(3, write(PLAIN, (byte) 1, (byte) 2, (byte) 3));
        assertArrayEquals(new byte[] {1, 2}, read(2, PLAIN));
        assertEquals(3, write(PLAIN, (byte) 4, (byte) 5, (byte) 6, (byte) 7));
        assertArrayEquals(new byte[] {3, 4, 5, 6}, read(9, PLAIN));
        assertArrayEquals(new byte[0], read(1, PLAIN));
    }

    @Test
    void shouldTurnBitsOverOnTheWayInAndOut() {
        DriverSlaveConfig inverted = PLAIN.withInverted(true);
        write(inverted, (byte) 0x0f, (byte) 0x33);
        assertArrayEquals(new byte[] {(byte) 0xf0}, read(1, PLAIN));
        assertArrayEquals(new byte[] {0x33}, read(1, inverted));
    }

    @Test
    void shouldAskOnlyWhenSomethingHasMoved() {
        AtomicInteger requests = new AtomicInteger();
        Runnable line = requests::incrementAndGet;
        device.connect(line);
        read(1, PLAIN);
        assertEquals(0, requests.get());
        write(PLAIN, (byte) 1);
        read(1, PLAIN);
        assertEquals(2, requests.get());
        device.disconnect(line);
        write(PLAIN, (byte) 1);
        assertEquals(2, requests.get());
    }
}
