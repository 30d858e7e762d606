package org.dmaengine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dmaengine.contract.Clause;
import org.junit.jupiter.api.Test;

/// The parameters that every controller understands: a value, each side for itself.
class SlaveConfigTest {
    @Test
    @Clause({"CFG-02", "CFG-03"})
    void shouldKeepTheSidesApart() {
        SlaveConfig config = SlaveConfig.builder().source(0x1000, BusWidth.BYTES_4, 8).destination(0x2000, BusWidth.BYTES_2, 16).build();
        assertEquals(0x1000, config.srcAddress());
        assertEquals(BusWidth.BYTES_4, config.srcWidth());
        assertEquals(8, config.srcMaxBurst());
        assertEquals(0x2000, config.dstAddress());
        assertEquals(BusWidth.BYTES_2, config.dstWidth());
        assertEquals(16, config.dstMaxBurst());
    }

    @Test
    @Clause({"CFG-05", "CFG-06"})
    void shouldCarryWindowsAndFlowControl() {
        SlaveConfig config = SlaveConfig.builder().portWindows(3, 5).deviceFlowControl(true).build();
        assertEquals(3, config.srcPortWindow());
        assertEquals(5, config.dstPortWindow());
        assertTrue(config.deviceFlowControl());
    }

    @Test
    @Clause({"CFG-04", "CFG-05", "CFG-06"})
    void shouldLeaveEverythingUnsetUnlessSaidOtherwise() {
        assertEquals(new SlaveConfig(0, 0, BusWidth.UNDEFINED, BusWidth.UNDEFINED, 0, 0, 0, 0, false), SlaveConfig.builder().build());
        assertFalse(SlaveConfig.builder().build().deviceFlowControl());
    }

    @Test
    @Clause({"CFG-04", "CFG-05"})
    void shouldRefuseNegativeCountsOfWords() {
        for (int which = 0; which < 4; which++) {
            int[] words = new int[4];
            words[which] = -1;
            String message = assertThrows(IllegalArgumentException.class, () -> new SlaveConfig(0, 0, BusWidth.BYTES_1, BusWidth.BYTES_1,
                    words[0], words[1], words[2], words[3], false)).getMessage();
            assertTrue(message.contains("-1") && message.contains("words"), message);
        }
        assertThrows(NullPointerException.class, () -> SlaveConfig.builder().source(1, null, 1).build());
        assertThrows(NullPointerException.class, () -> SlaveConfig.builder().destination(1, null, 1).build());
    }

    @Test
    @Clause("CFG-12")
    void shouldNotFollowItsBuilder() {
        SlaveConfig.Builder builder = SlaveConfig.builder().source(1, BusWidth.BYTES_1, 1);
        SlaveConfig first = builder.build();
        builder.source(2, BusWidth.BYTES_2, 2).portWindows(1, 1);
        assertEquals(new SlaveConfig(1, 0, BusWidth.BYTES_1, BusWidth.UNDEFINED, 1, 0, 0, 0, false), first);
    }

    @Test
    @Clause("CFG-18")
    void shouldBeItsOwnBase() {
        SlaveConfig config = SlaveConfig.builder().build();
        assertSame(config, config.base());
    }
}
