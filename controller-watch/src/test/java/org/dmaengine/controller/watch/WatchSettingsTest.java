package org.dmaengine.controller.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchSettingsTest {
    private static final Map<String, Object> LEAST = Map.of("service.pid", "watch~x", "watches", "raw", "dma.controller", "seen");

    @Test
    void shouldReadWhatAConfigurationSays() {
        assertEquals(new WatchSettings("raw", "seen", Long.MAX_VALUE), WatchSettings.of(LEAST));
        assertEquals(new WatchSettings("raw", "seen", 4096), WatchSettings.of(with("step.bytes", 4096)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dma.controller | raw  | another name than that of the controller it watches
            watches        | ' '  | a name that is not blank
            step.bytes     | 63   | 0 for no limit, or a power of two from 64
            step.bytes     | 96   | 0 for no limit, or a power of two from 64
            step.bytes     | much | a whole number from 0
            """)
    void shouldRefuseWhatCannotBe(String key, String value, String allowed) {
        String message = assertThrows(IllegalArgumentException.class, () -> WatchSettings.of(with(key, value))).getMessage();
        assertTrue(message.startsWith("configuration watch~x: " + key + " = ") && message.contains(allowed), message);
    }

    private static Map<String, Object> with(String key, Object value) {
        Map<String, Object> all = new HashMap<>(LEAST);
        all.put(key, value);
        return all;
    }
}
