package org.dmaengine.controller.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualSettingsTest {
    private static final Map<String, Object> LEAST = Map.of("service.pid", "virtual~x", "dma.controller", "slow0");

    private static Map<String, Object> with(String key, Object value) {
        Map<String, Object> all = new HashMap<>(LEAST);
        all.put(key, value);
        return all;
    }

    @Test
    void shouldTakeNoTimeUnlessItIsSaid() {
        assertEquals("slow0 1 " + new Pace(0, 0, 0, 4096, 1), text(LEAST));
        assertEquals("slow0 1 " + new Pace(500_000, 0, 0, 4096, 1), text(with("latency", 500L)));
        assertEquals("slow0 1 " + new Pace(0, 0, 1_000_000, 4096, 1), text(with("rate", "1000000")));
    }

    private static String text(Map<String, Object> properties) {
        VirtualSettings settings = VirtualSettings.of(properties);
        return settings.controller() + " " + settings.channels() + " " + settings.pace();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dma.channels | 0    | a whole number from 1 to 256
            latency      | -1   | a whole number from 0
            burst        | 0    | a whole number from 1
            rate         | fast | a whole number from 0
            """)
    void shouldRefuseWhatCannotBe(String key, String value, String allowed) {
        String message = assertThrows(IllegalArgumentException.class, () -> VirtualSettings.of(with(key, value))).getMessage();
        assertTrue(message.startsWith("configuration virtual~x: " + key + " = ") && message.contains(allowed), message);
    }
}
