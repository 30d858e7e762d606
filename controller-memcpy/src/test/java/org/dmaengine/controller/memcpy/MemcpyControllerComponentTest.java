package org.dmaengine.controller.memcpy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dmaengine.controller.memcpy.stubs.StubBundleContext;
import org.dmaengine.controller.memcpy.stubs.StubBundleContext.Registered;
import org.dmaengine.controller.memcpy.stubs.StubLog;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemcpyControllerComponentTest {
    private static final Map<String, Object> DMA0 = Map.of("service.pid", "dma~0", "dma.controller", "dma0", "dma.channels", 2L);

    private final StubBundleContext bundle = new StubBundleContext();
    private final StubLog log = new StubLog();

    private MemcpyControllerComponent component(Map<String, Object> properties) {
        return new MemcpyControllerComponent(bundle.context(), properties, log.logger());
    }

    private static Map<String, Object> dma0(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(DMA0);
        properties.putAll(more);
        return properties;
    }

    /// The channels that are registered, as objects.
    private List<ChannelDriver> drivers() {
        return bundle.services().stream().map(Registered::driver).toList();
    }

    @Test
    void shouldRegisterItsChannelsInOrderAndTakeThemBack() { // REG-10, D2
        MemcpyControllerComponent component = component(Map.of("dma.controller", "dma0", "dma.channels", 3L, "rack", "b4"));
        List<Registered> services = bundle.services();
        assertEquals(List.of(0, 1, 2), services.stream().map(s -> s.properties().get("dma.channel")).toList());
        assertEquals(List.of("dma0 channel 0", "dma0 channel 1", "dma0 channel 2"),
                services.stream().map(s -> s.driver().toString()).toList());
        services.forEach(s -> assertEquals("dma0", s.properties().get("dma.controller")));
        services.forEach(s -> assertEquals("b4", s.properties().get("rack")));
        component.deactivate();
        assertEquals(List.of(), bundle.services());
    }

    @Test
    void shouldShareOneEngineAmongTheChannelsOfOneInstanceOnly() {
        component(DMA0);
        component(Map.of("dma.controller", "dma0"));
        List<Registered> services = bundle.services();
        assertSame(services.get(0).driver().engine(), services.get(1).driver().engine());
        assertNotSame(services.get(0).driver().engine(), services.get(2).driver().engine());
    }

    @Test
    void shouldPassTheRankingOnAsTheIntegerThatTheFrameworkUnderstands() {
        component(dma0(Map.of("service.ranking", 7L)));
        assertEquals(7, bundle.services().getFirst().properties().get("service.ranking"));
    }

    @Test
    void shouldRefuseARankingThatIsNoWholeNumber() {
        assertEquals("configuration dma~0: service.ranking = 2147483648 (Long) is refused; allowed is a whole number from -2147483648 to 2147483647",
                assertThrows(IllegalArgumentException.class, () -> component(dma0(Map.of("service.ranking", 1L << 31)))).getMessage());
        assertEquals(List.of(), bundle.services());
    }

    @Test
    void shouldRegisterNothingWhenTheConfigurationIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> component(dma0(Map.of("dma.channels", 1000L))));
        assertEquals(List.of(), bundle.services());
    }

    // ---- a changed configuration ----

    @Test
    @DisplayName("what changes nothing about the channels is told about them, and no channel is taken back")
    void shouldChangeSoftPropertiesInPlace() {
        MemcpyControllerComponent component = component(dma0(Map.of("service.ranking", 1L, "rack", "b4")));
        List<ChannelDriver> before = drivers();
        bundle.events();
        component.modified(dma0(Map.of("dma.channels", "2", "service.ranking", 9L, "shelf", 7)));
        assertEquals(List.of("~dma0/0", "~dma0/1"), bundle.events());
        assertEquals(before, drivers());
        bundle.services().forEach(service -> {
            assertEquals(9, service.properties().get("service.ranking"));
            assertEquals(7, service.properties().get("shelf"));
            assertFalse(service.properties().containsKey("rack"));
        });
        component.deactivate();
        assertEquals(List.of(), bundle.services());
    }

    static Stream<Map<String, Object>> shouldReplaceTheChannelsWhereTheyCannotStay() {
        return Stream.of(Map.of("dma.channels", 3), Map.of("engine.threads", 2), Map.of("wait.strategy", "PARK"), Map.of("alignment", 8),
                Map.of("max.length", 4096), Map.of("dma.controller", "dma1"));
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("what changes the channels has others take their place, and those come before the former ones go")
    void shouldReplaceTheChannelsWhereTheyCannotStay(Map<String, Object> change) {
        MemcpyControllerComponent component = component(DMA0);
        List<Registered> before = bundle.services();
        bundle.events();
        component.modified(dma0(change));
        List<String> events = bundle.events();
        assertEquals(List.of("-dma0/1", "-dma0/0"), events.subList(events.size() - 2, events.size()), "the former ones last");
        List<Registered> after = bundle.services();
        assertEquals(events.size() - 2, after.size());
        assertEquals(change.getOrDefault("dma.channels", 2), after.size());
        assertNotEquals(before.getFirst().properties().get("dma.instance"), after.getFirst().properties().get("dma.instance"));
        EngineSpec former = before.getFirst().driver().engine();
        EngineSpec engine = after.getFirst().driver().engine();
        assertSame(engine, after.getLast().driver().engine());
        assertNotEquals(former.name(), engine.name(), "while both are there, a thread dump tells whose thread it is");
        component.deactivate();
        assertEquals(List.of(), bundle.services());
    }

    static Stream<Map<String, Object>> shouldStayAsItWasWhenAChangeIsRefused() {
        return Stream.of(Map.of("dma.channels", 0L), Map.of("service.ranking", "high"), Map.of("engine.threads", 2, "service.ranking", "high"));
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("a change that is refused leaves everything as it was, and the log teaches; the next good one is taken")
    void shouldStayAsItWasWhenAChangeIsRefused(Map<String, Object> change) {
        MemcpyControllerComponent component = component(DMA0);
        List<Registered> before = bundle.services();
        bundle.events();
        component.modified(dma0(change));
        assertEquals(before, bundle.services());
        assertEquals(List.of(), bundle.events());
        assertEquals(1, log.lines().size());
        String line = log.lines().getFirst();
        assertTrue(line.startsWith("error [Controller {} stays as it was: {}, dma0, configuration dma~0: ") && line.contains(" is refused; allowed is "),
                line);
        component.modified(dma0(Map.of("dma.channels", 1L)));
        assertEquals(List.of("+dma0/0", "-dma0/1", "-dma0/0"), bundle.events());
    }
}
