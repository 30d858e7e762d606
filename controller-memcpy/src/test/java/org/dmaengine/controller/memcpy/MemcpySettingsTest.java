package org.dmaengine.controller.memcpy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.WaitStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MemcpySettingsTest {
    private static final String PID = "org.dmaengine.controller.memcpy~dma0";

    @Test
    void shouldNeedNothingButAName() {
        assertEquals(new MemcpySettings("dma0", 1, 1, WaitStrategy.ADAPTIVE, 1, Long.MAX_VALUE), MemcpySettings.of(with(Map.of())));
    }

    @Test
    void shouldShowTheSameDefaultsToConsoles() {
        Map<String, Object> shown = Arrays.stream(MemcpyConfig.class.getDeclaredMethods())
                .filter(method -> method.getDefaultValue() != null)
                .collect(Collectors.toMap(method -> method.getName().replace('_', '.'), Method::getDefaultValue));
        assertEquals(6, shown.size());
        assertEquals(MemcpySettings.of(with(Map.of())), MemcpySettings.of(with(shown)));
    }

    static Stream<Map<String, Object>> shouldTakeNumbersOfAnyType() {
        return Stream.of(
                Map.of("dma.channels", 4L, "engine.threads", 2L, "alignment", 8L, "max.length", 65536L),
                Map.of("dma.channels", 4, "engine.threads", 2, "alignment", 8, "max.length", 65536),
                Map.of("dma.channels", 4.0, "engine.threads", 2.0f, "alignment", (short) 8, "max.length", 65536.0),
                Map.of("dma.channels", "4", "engine.threads", " 2 ", "alignment", "8", "max.length", "65536"));
    }

    @ParameterizedTest
    @MethodSource
    void shouldTakeNumbersOfAnyType(Map<String, Object> numbers) {
        assertEquals(new MemcpySettings("dma0", 4, 2, WaitStrategy.ADAPTIVE, 8, 65_536), MemcpySettings.of(with(numbers)));
    }

    @Test
    void shouldTakeAFieldLeftBlankInAConsoleAsUnset() {
        assertEquals(MemcpySettings.of(with(Map.of())), MemcpySettings.of(with(Map.of("dma.channels", "",
                "engine.threads", "", "wait.strategy", "", "alignment", "", "max.length", ""))));
    }

    @Test
    void shouldTakeTheWaitStrategy() {
        assertEquals(WaitStrategy.PARK, MemcpySettings.of(with(Map.of("wait.strategy", "PARK"))).waitStrategy());
    }

    @Test
    void shouldAskForAnEngineThatClientsMayAssist() {
        EngineSpec engine = MemcpySettings.of(with(Map.of("engine.threads", 2, "wait.strategy", "PARK"))).engine("dma0.1");
        assertEquals("engine dma0.1 (threads 2, PARK, assistable)", engine.toString());
    }

    static Stream<Arguments> shouldRefuseAndTeach() {
        String channels = "a whole number from 1 to 256";
        return Stream.of(
                Arguments.of("dma.controller", "  ", "\"  \" (String)", "a name that is not blank, unique among the controllers"),
                Arguments.of("dma.controller", 5L, "5 (Long)", "a name that is not blank, unique among the controllers"),
                Arguments.of("dma.channels", 0L, "0 (Long)", channels),
                Arguments.of("dma.channels", 257L, "257 (Long)", channels),
                Arguments.of("dma.channels", 2.5, "2.5 (Double)", channels),
                Arguments.of("dma.channels", 1L << 32 | 4, "4294967300 (Long)", channels),
                Arguments.of("dma.channels", "four", "\"four\" (String)", channels),
                Arguments.of("dma.channels", true, "true (Boolean)", channels),
                Arguments.of("dma.channels", Double.NaN, "NaN (Double)", channels),
                Arguments.of("engine.threads", 0, "0 (Integer)", "a whole number from 1 to 64"),
                Arguments.of("engine.threads", 65, "65 (Integer)", "a whole number from 1 to 64"),
                Arguments.of("wait.strategy", "SPIN", "\"SPIN\" (String)", "one of [ADAPTIVE, PARK]"),
                Arguments.of("wait.strategy", "park", "\"park\" (String)", "one of [ADAPTIVE, PARK]"),
                Arguments.of("alignment", 0L, "0 (Long)", "a whole number from 1 to 1073741824"),
                Arguments.of("alignment", 12L, "12 (Long)", "a power of two from 1 to 1073741824, in bytes"),
                Arguments.of("max.length", -1L, "-1 (Long)", "a whole number from 0 to 9223372036854775807"));
    }

    @ParameterizedTest(name = "{0} = {2}")
    @MethodSource
    void shouldRefuseAndTeach(String property, Object value, String shown, String allowed) {
        assertEquals("configuration " + PID + ": " + property + " = " + shown + " is refused; allowed is " + allowed,
                refusal(with(Map.of(property, value))));
    }

    @Test
    void shouldRefuseAConfigurationWithoutName() {
        assertEquals("configuration " + PID + ": dma.controller is not set; allowed is a name that is not blank, unique "
                + "among the controllers", refusal(Map.of("service.pid", PID)));
    }

    @Test
    void shouldRefuseAMaximumThatNoAlignedTransferMeets() {
        assertEquals("configuration " + PID + ": max.length = 8 (Long) is refused; allowed is 0 for no limit, or at least "
                + "the alignment of 16 bytes", refusal(with(Map.of("alignment", 16L, "max.length", 8L))));
    }

    private static String refusal(Map<String, Object> properties) {
        return assertThrows(IllegalArgumentException.class, () -> MemcpySettings.of(properties)).getMessage();
    }

    private static Map<String, Object> with(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(Map.of("service.pid", PID, "dma.controller", "dma0"));
        properties.putAll(more);
        return properties;
    }
}
