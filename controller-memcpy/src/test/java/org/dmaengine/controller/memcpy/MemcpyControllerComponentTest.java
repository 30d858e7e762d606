package org.dmaengine.controller.memcpy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.dmaengine.controller.memcpy.stubs.StubBundleContext;
import org.dmaengine.controller.memcpy.stubs.StubBundleContext.Registered;
import org.junit.jupiter.api.Test;

class MemcpyControllerComponentTest {
    private final StubBundleContext bundle = new StubBundleContext();

    @Test
    void shouldRegisterItsChannelsInOrderAndTakeThemBack() { // REG-10, D2
        MemcpyControllerComponent component = new MemcpyControllerComponent(bundle.context(),
                Map.of("dma.controller", "dma0", "dma.channels", 3L, "rack", "b4"));
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
        new MemcpyControllerComponent(bundle.context(), Map.of("dma.controller", "dma0", "dma.channels", 2L));
        new MemcpyControllerComponent(bundle.context(), Map.of("dma.controller", "dma0"));
        List<Registered> services = bundle.services();
        assertSame(services.get(0).driver().engine(), services.get(1).driver().engine());
        assertNotSame(services.get(0).driver().engine(), services.get(2).driver().engine());
    }

    @Test
    void shouldPassTheRankingOnAsTheIntegerThatTheFrameworkUnderstands() {
        new MemcpyControllerComponent(bundle.context(), Map.of("dma.controller", "dma0", "service.ranking", 7L));
        assertEquals(7, bundle.services().getFirst().properties().get("service.ranking"));
    }

    @Test
    void shouldRefuseARankingThatIsNoWholeNumber() {
        assertEquals("configuration dma~0: service.ranking = 2147483648 (Long) is refused; allowed is a whole number from -2147483648 to 2147483647",
                assertThrows(IllegalArgumentException.class, () -> new MemcpyControllerComponent(bundle.context(),
                        Map.of("service.pid", "dma~0", "dma.controller", "dma0", "service.ranking", 1L << 31))).getMessage());
        assertEquals(List.of(), bundle.services());
    }

    @Test
    void shouldRegisterNothingWhenTheConfigurationIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new MemcpyControllerComponent(bundle.context(),
                Map.of("dma.controller", "dma0", "dma.channels", 1000L)));
        assertEquals(List.of(), bundle.services());
    }
}
