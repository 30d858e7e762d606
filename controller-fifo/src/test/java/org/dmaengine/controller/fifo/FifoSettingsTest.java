package org.dmaengine.controller.fifo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.dmaengine.spi.WaitStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FifoSettingsTest {
    private static final String PID = "org.dmaengine.controller.fifo~fifo0";

    private static FifoSettings settings(Map<String, ?> more) {
        Map<String, Object> properties = new HashMap<>(Map.of("service.pid", PID, "dma.controller", "fifo0"));
        properties.putAll(more);
        return FifoSettings.of(properties);
    }

    @Test
    void shouldNeedNothingButAName() {
        assertEquals(new FifoSettings("fifo0", 8, 1, WaitStrategy.ADAPTIVE, 0, 65_536, 0), settings(Map.of()));
    }

    @Test
    void shouldShowTheSameDefaultsToConsoles() {
        Map<String, Object> shown = Arrays.stream(FifoConfig.class.getDeclaredMethods())
                .filter(method -> method.getDefaultValue() != null)
                .collect(Collectors.toMap(method -> method.getName().replace('_', '.'), Method::getDefaultValue));
        assertEquals(7, shown.size());
        assertEquals(settings(Map.of()), settings(shown));
    }

    @Test
    void shouldTakeWhatIsConfigured() {
        FifoSettings found = settings(Map.of("dma.channels", 3L, "physical.channels", "2", "request.lines", 16.0, "max.burst", 64,
                "metadata.max", 32, "wait.strategy", "PARK"));
        assertEquals(new FifoSettings("fifo0", 3, 2, WaitStrategy.PARK, 16, 64, 32), found);
    }

    @Test
    void shouldAskForAnEngineWithAThreadForEachPhysicalChannel() {
        assertEquals("engine fifo0.1 (threads 2, PARK)",
                settings(Map.of("physical.channels", 2, "wait.strategy", "PARK")).engine("fifo0.1").toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "dma.channels      | 257   | a whole number from 1 to 256",
        "physical.channels | 0     | a whole number from 1 to 64",
        "request.lines     | -1    | a whole number from 0 to 2147483647",
        "max.burst         | 65537 | a whole number from 1 to 65536",
        "metadata.max      | 65537 | a whole number from 0 to 65536",
        "wait.strategy     | SPIN  | one of [ADAPTIVE, PARK]"})
    void shouldRefuseAndTeach(String property, String value, String allowed) {
        assertEquals("configuration " + PID + ": " + property + " = \"" + value + "\" (String) is refused; allowed is " + allowed,
                assertThrows(IllegalArgumentException.class, () -> settings(Map.of(property, value))).getMessage());
    }
}
