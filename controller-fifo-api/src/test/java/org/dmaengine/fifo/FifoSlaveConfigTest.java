package org.dmaengine.fifo;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.dmaengine.BusWidth;
import org.dmaengine.SlaveConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FifoSlaveConfigTest {
    private static final SlaveConfig BASE = SlaveConfig.builder().source(0x4000, BusWidth.BYTES_2, 8).build();

    private final FifoSlaveConfig plain = FifoSlaveConfig.of(BASE);

    @Test
    void shouldChangeOneThingAtATime() {
        FifoSlaveConfig all = plain.withWatermark(4).withRequestLine(7).withByteSwap(true).withPacking(BusWidth.BYTES_8)
                .withIdleTimeout(Duration.ofMillis(2)).withPriority(3);
        assertEquals(new FifoSlaveConfig(BASE, 4, 7, true, BusWidth.BYTES_8, Duration.ofMillis(2), 3), all);
        assertEquals(plain, all.withWatermark(0).withRequestLine(FifoSlaveConfig.LINE_OF_SLAVE_MAP).withByteSwap(false)
                .withPacking(BusWidth.UNDEFINED).withIdleTimeout(Duration.ZERO).withPriority(0));
    }

    @Test
    void shouldNameWhatItRefuses() {
        assertAll(() -> expectRefused("watermark is -1", () -> plain.withWatermark(-1)),
                () -> expectRefused("requestLine is -2", () -> plain.withRequestLine(-2)),
                () -> expectRefused("idleTimeout is PT-0.001S", () -> plain.withIdleTimeout(Duration.ofMillis(-1))),
                () -> expectRefused("idleTimeout is PT1H0.000000001S", () -> plain.withIdleTimeout(Duration.ofHours(1).plusNanos(1))),
                () -> expectRefused("priority is 8", () -> plain.withPriority(8)),
                () -> expectRefused("priority is -9", () -> plain.withPriority(-9)));
    }

    private static void expectRefused(String start, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.startsWith(start + "; allowed is "), message);
    }
}
