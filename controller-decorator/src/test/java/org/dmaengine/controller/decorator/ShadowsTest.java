package org.dmaengine.controller.decorator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dmaengine.controller.decorator.stubs.QuietLogger;
import org.dmaengine.controller.decorator.stubs.StubDriver;
import org.dmaengine.controller.decorator.stubs.StubServices;
import org.dmaengine.spi.ChannelDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceReference;

class ShadowsTest {
    private final StubServices services = new StubServices();
    private final List<ChannelDriver> left = new ArrayList<>();
    private final StubDriver driver = new StubDriver();
    private final ServiceReference<ChannelDriver> reference = services.reference(driver, Map.of("dma.controller", "raw", "dma.channel", 2,
            "service.id", 7L, "service.bundleid", 1L, "service.scope", "singleton", "service.ranking", 5, "service.pid", "raw~1"));

    private Shadows shadows(Shadows.Decorator between) {
        return new Shadows(services.context(), "seen", between, left::add, QuietLogger.make());
    }

    @Test
    void shouldRegisterUnderAnotherNameWhatIsOtherwiseAlike() {
        shadows((of, channel, _) -> {
            assertSame(driver, of);
            assertEquals(2, channel);
            return new ForwardingDriver(of);
        }).addingService(reference);
        assertEquals(Map.of("dma.controller", "seen", "dma.channel", 2, "service.ranking", 5, "service.pid", "raw~1"), services.registered);
    }

    @Test
    void shouldTakeItBackBeforeItLetsGoOfTheDriver() {
        Shadows shadows = shadows((of, _, _) -> new ForwardingDriver(of));
        shadows.removedService(reference, shadows.addingService(reference));
        assertEquals(List.of("get", "register", "unregister", "unget"), services.log);
        assertEquals(List.of(driver), left);
    }

    @Test
    void shouldLeaveOutADriverThatThrows() {
        assertNull(shadows((_, _, _) -> {
            throw new IllegalStateException("broken");
        }).addingService(reference));
        assertEquals(List.of("get", "unget"), services.log);
    }

    @Test
    void shouldFollowChangesOfProperties() {
        Shadows shadows = shadows((of, _, _) -> new ForwardingDriver(of));
        Shadow shadow = shadows.addingService(reference);
        shadows.modifiedService(services.reference(driver, Map.of("dma.controller", "raw", "dma.channel", 2, "service.ranking", 9)), shadow);
        assertEquals(Map.of("dma.controller", "seen", "dma.channel", 2, "service.ranking", 9), services.registered);
    }

    @Test
    void shouldOfferAnotherOneWhenItComesBack() {
        List<ChannelDriver> made = new ArrayList<>();
        Shadows shadows = shadows((of, _, _) -> {
            made.add(new ForwardingDriver(of));
            return made.getLast();
        });
        Shadow shadow = shadows.addingService(reference);
        shadow.disappear();
        assertNull(shadow.registration());
        shadows.modifiedService(reference, shadow);
        shadow.appear();
        shadows.removedService(reference, shadow);
        assertEquals(List.of("get", "register", "unregister", "register", "unregister", "unget"), services.log);
        assertEquals(2, made.size());
    }

    @Test
    void shouldNotComeBackBehindItsDriver() {
        Shadows shadows = shadows((of, _, _) -> new ForwardingDriver(of));
        Shadow shadow = shadows.addingService(reference);
        shadows.removedService(reference, shadow);
        services.log.clear();
        shadow.disappear();
        shadow.appear();
        assertEquals(List.of(), services.log);
    }

    @Test
    void shouldTakeBackWhatIsRegisteredWhileItEnds() {
        Shadow[] itself = new Shadow[1];
        Shadows shadows = shadows((of, _, shadow) -> {
            if (itself[0] != null) {
                shadow.end();
            }
            itself[0] = shadow;
            return new ForwardingDriver(of);
        });
        Shadow shadow = shadows.addingService(reference);
        shadow.disappear();
        services.log.clear();
        shadow.appear();
        assertEquals(List.of("register", "unregister"), services.log);
    }

    @Test
    void shouldTakeBackWhatDisappearsWhileItIsBeingRegistered() {
        Shadows shadows = shadows((of, _, shadow) -> {
            shadow.disappear(); // as a client's first step does, which may come before the framework has told everybody of the service
            return new ForwardingDriver(of);
        });
        Shadow shadow = shadows.addingService(reference);
        assertNull(shadow.registration());
        assertEquals(List.of("get", "register", "unregister"), services.log);
    }

    @Test
    @Timeout(20)
    void shouldDisappearInsideTheStepThoughItIsBeingRegistered() throws Exception {
        List<String> seen = new ArrayList<>();
        Thread[] step = new Thread[1];
        Shadows shadows = shadows((of, _, shadow) -> {
            step[0] = Thread.ofPlatform().start(() -> {
                shadow.disappear();
                seen.addAll(services.log);
            });
            while (step[0].getState() != Thread.State.TIMED_WAITING && step[0].isAlive()) {
                Thread.onSpinWait();
            }
            return new ForwardingDriver(of);
        });
        Shadow shadow = shadows.addingService(reference);
        step[0].join();
        assertNull(shadow.registration());
        assertEquals(List.of("get", "register", "unregister"), seen);
        assertEquals(seen, services.log);
    }
}
