package org.dmaengine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.dmaengine.contract.Clause;
import org.junit.jupiter.api.Test;

/// The widths of an access to a device's register.
class BusWidthTest {
    @Test
    @Clause("CFG-03")
    void shouldHaveTheWidthsOfTheKernel() {
        assertEquals(List.of(0, 1, 2, 3, 4, 8, 16, 32, 64, 128), Arrays.stream(BusWidth.values()).map(BusWidth::bytes).toList());
        for (BusWidth width : BusWidth.values()) {
            assertSame(width, BusWidth.ofBytes(width.bytes()));
        }
    }

    @Test
    void shouldRefuseAWidthThatNoBusHas() {
        for (int bytes : new int[] {-1, 5, 256}) {
            String message = assertThrows(IllegalArgumentException.class, () -> BusWidth.ofBytes(bytes)).getMessage();
            assertTrue(message.contains(bytes + " bytes") && message.contains("128"), message);
        }
    }
}
