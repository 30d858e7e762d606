package org.dmaengine.endpoints.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSettingsTest {
    @Test
    void shouldSwitchAllProcessingOff() {
        ByteBuffer raw = raw(all(0xff), "baud=115200");
        assertEquals(0xffff8000, raw.getInt(0), "input");
        assertEquals(0xfffffffe, raw.getInt(4), "output");
        assertEquals(0x30 | 0x80, raw.getInt(8) & 0xf0, "8 bits, one stop bit, receiving");
        assertEquals(0, raw.getInt(8) & 0xc0000300, "no parity, no flow control");
        assertEquals(0x800, raw.getInt(8) & 0x800, "no carrier needed");
        assertEquals(0xffff7fb4, raw.getInt(12), "local");
    }

    @Test
    void shouldWakeForOneByte() {
        ByteBuffer raw = raw(all(0), "baud=1200");
        assertEquals(1, raw.get(17 + 6));
        assertEquals(0, raw.get(17 + 5));
    }

    @Test
    void shouldSetAnyRateBothWays() {
        ByteBuffer raw = raw(all(0), "baud=31250");
        assertEquals(0x1000_1000, raw.getInt(8) & 0x100f100f, "the rate is in the speeds");
        assertEquals(31250, raw.getInt(36));
        assertEquals(31250, raw.getInt(40));
    }

    @Test
    void shouldLeaveARateThatNobodyNames() {
        byte[] former = all(0);
        ByteBuffer.wrap(former).order(ByteOrder.nativeOrder()).putInt(8, 0xd).putInt(36, 9600).putInt(40, 9600);
        ByteBuffer raw = raw(former);
        assertEquals(0xd, raw.getInt(8) & 0x100f);
        assertEquals(9600, raw.getInt(40));
    }

    @Test
    void shouldSetFramingAndFlowControl() {
        assertEquals(0x300 | 0x40, raw(all(0), "parity=odd", "stop=2").getInt(8) & 0x340);
        assertEquals(0x100, raw(all(0), "parity=even").getInt(8) & 0x340);
        assertEquals(0x80000000, raw(all(0), "flow=rtscts").getInt(8) & 0x80000000);
        assertEquals(0x1400, raw(all(0), "flow=xonxoff").getInt(0));
    }

    @Test
    void shouldNotChangeWithTheBytesItWasMadeOf() {
        byte[] structure = all(1);
        LineSettings settings = LineSettings.of(structure);
        structure[0] = 9;
        settings.bytes()[0] = 9;
        assertEquals(LineSettings.of(all(1)), settings);
        assertThrows(IllegalArgumentException.class, () -> LineSettings.of(new byte[60]));
    }

    private static byte[] all(int value) {
        byte[] structure = new byte[LineSettings.BYTES];
        Arrays.fill(structure, (byte) value);
        return structure;
    }

    private static ByteBuffer raw(byte[] former, String... options) {
        return ByteBuffer.wrap(LineSettings.of(former).raw(LineOptions.of(List.of(options))).bytes()).order(ByteOrder.nativeOrder());
    }
}
