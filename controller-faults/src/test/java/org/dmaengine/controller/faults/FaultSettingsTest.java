package org.dmaengine.controller.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmaengine.faults.FaultKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultSettingsTest {
    private static final Map<String, Object> LEAST = Map.of("service.pid", "faults~x", "wraps", "raw", "dma.controller", "dma0");

    @Test
    void shouldInjectNothingUnlessItIsSaid() {
        FaultSettings settings = FaultSettings.of(LEAST);
        assertEquals("raw dma0 1 {}", settings.wraps() + " " + settings.controller() + " " + settings.seed() + " " + settings.rates());
        assertEquals(10_000_000, settings.delayNanos());
        assertEquals(10_000_000_000L, settings.hangNanos());
        assertEquals(100, settings.returnMillis());
    }

    @Test
    void shouldReadWhatAConfigurationSays() {
        Map<String, Object> all = new HashMap<>(LEAST);
        all.putAll(Map.of("fault.lost.completion", 20L, "fault.hang", "transfer 7", "fault.delay", 0, "fault.error", "", "seed", "42",
                "throws.in", "STOP", "return.millis", 0));
        FaultSettings settings = FaultSettings.of(all);
        assertEquals(Set.of(FaultKind.LOST_COMPLETION, FaultKind.HANG), settings.rates().keySet());
        assertEquals(42, settings.seed());
        assertEquals(Optional.of(Call.STOP), settings.throwsIn());
        assertEquals(0, settings.returnMillis());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dma.controller     | raw     | another name than that of the controller it wraps
            wraps              | ' '     | a name that is not blank
            fault.hang         | often   | so many of 1000 transfers
            fault.burst.limit  | 1001    | so many of 1000 transfers
            fault.dela         | 10      | fault.delay
            throws.in          | CLOSE   | one of [START, STEP, PAUSE, RESUME, STOP]
            hang.millis        | 0       | a whole number from 1
            seed               | 1.5     | a whole number
            """)
    void shouldRefuseWhatCannotBe(String key, String value, String allowed) {
        Map<String, Object> all = new HashMap<>(LEAST);
        all.put(key, value);
        String message = assertThrows(IllegalArgumentException.class, () -> FaultSettings.of(all)).getMessage();
        assertTrue(message.startsWith("configuration faults~x: " + key + " = ") && message.contains(allowed), message);
    }

    /// What consoles show: a property for each fault.
    @Test
    void shouldShowEachFaultToConsoles() {
        Set<String> shown = Arrays.stream(FaultConfig.class.getDeclaredMethods()).map(method -> method.getName().replace('_', '.'))
                .filter(name -> name.startsWith("fault.")).collect(Collectors.toSet());
        assertEquals(Arrays.stream(FaultKind.values()).map(FaultSettings::property).collect(Collectors.toCollection(HashSet::new)), shown);
    }
}
