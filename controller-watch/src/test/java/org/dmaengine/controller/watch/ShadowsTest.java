package org.dmaengine.controller.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.dmaengine.controller.watch.stubs.QuietLogger;
import org.dmaengine.controller.watch.stubs.StubDriver;
import org.dmaengine.controller.watch.stubs.StubServices;
import org.dmaengine.spi.ChannelDriver;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

class ShadowsTest {
    private final StubServices services = new StubServices();
    private final List<ChannelDriver> left = new ArrayList<>();
    private final StubDriver driver = new StubDriver();
    private final ServiceReference<ChannelDriver> reference = services.reference(driver, Map.of("dma.controller", "raw", "dma.channel", 2,
            "service.id", 7L, "service.bundleid", 1L, "service.scope", "singleton", "service.ranking", 5, "service.pid", "raw~1"));

    private Shadows shadows(BiFunction<ChannelDriver, Integer, ChannelDriver> between) {
        return new Shadows(services.context(), "seen", between, left::add, QuietLogger.make());
    }

    @Test
    void shouldRegisterUnderAnotherNameWhatIsOtherwiseAlike() {
        shadows((of, channel) -> {
            assertSame(driver, of);
            assertEquals(2, channel);
            return new ForwardingDriver(of);
        }).addingService(reference);
        assertEquals(Map.of("dma.controller", "seen", "dma.channel", 2, "service.ranking", 5, "service.pid", "raw~1"), services.registered);
    }

    @Test
    void shouldTakeItBackBeforeItLetsGoOfTheDriver() {
        Shadows shadows = shadows((of, _) -> new ForwardingDriver(of));
        shadows.removedService(reference, shadows.addingService(reference));
        assertEquals(List.of("get", "register", "unregister", "unget"), services.log);
        assertEquals(List.of(driver), left);
    }

    @Test
    void shouldLeaveOutADriverThatThrows() {
        assertNull(shadows((_, _) -> {
            throw new IllegalStateException("broken");
        }).addingService(reference));
        assertEquals(List.of("get", "unget"), services.log);
    }

    @Test
    void shouldFollowChangesOfProperties() {
        Shadows shadows = shadows((of, _) -> new ForwardingDriver(of));
        Shadows.Shadow shadow = shadows.addingService(reference);
        shadows.modifiedService(services.reference(driver, Map.of("dma.controller", "raw", "dma.channel", 2, "service.ranking", 9)), shadow);
        assertEquals(Map.of("dma.controller", "seen", "dma.channel", 2, "service.ranking", 9), services.registered);
    }
}
