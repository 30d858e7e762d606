package org.dmaengine.core.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.core.stubs.ForwardingDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.service.component.ComponentConstants;

/// However many drivers hang: who stops has stopped within one bound, not within one for each of them.
class StopBoundTest {
    private static final long RELEASE_MILLIS = 1000;

    private final Container container = new Container(RELEASE_MILLIS);
    private final HangingController one = new HangingController(container, "one");
    private final HangingController two = new HangingController(container, "two");

    @AfterEach
    void letThemGo() {
        one.release();
        two.release();
        container.stopCore();
    }

    @Test
    @DisplayName("D6 a bundle with two leases on drivers that hang stops within release.timeout in all")
    void shouldReleaseAllLeasesOfABundleWithinOneTimeout() {
        ClientSession session = container.session("client");
        one.occupy(session);
        two.occupy(session);
        long began = System.nanoTime();
        session.end(ComponentConstants.DEACTIVATION_REASON_UNSPECIFIED);
        assertTrue(millisSince(began) < 2 * RELEASE_MILLIS - 100, "two releases took " + millisSince(began) + " ms");
        assertEquals(2, container.log.lines().stream().filter(line -> line.startsWith("warn") && line.contains("left")
                && line.contains("client") && line.contains("behind")).count());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("D7 clients that close one after the other while the core or the framework stops share one bound")
    void shouldBoundAllReleasesWhileTheCoreStops(boolean withTheFramework) {
        DmaChannel first = one.occupy(container.session("first"));
        DmaChannel second = two.occupy(container.session("second"));
        if (withTheFramework) {
            container.beginShutdown();
        } else {
            container.beginStop();
        }
        long began = System.nanoTime();
        long bound = container.registry().releaseDeadline();
        first.close();
        second.close();
        assertTrue(container.registry().releaseDeadline() - began < TimeUnit.MILLISECONDS.toNanos(1600),
                "a third release may not take longer than 1.5 s since the stop began");
        container.stopCore();
        assertTrue(millisSince(began) < 3000, "the core has stopped after " + millisSince(began) + " ms");
        assertTrue(bound - began < TimeUnit.MILLISECONDS.toNanos(RELEASE_MILLIS + 100), "one release takes no longer than usual");
    }

    @Test
    @DisplayName("D7 a driver that answers is not given up on because others have used up the time")
    void shouldNotGiveUpOnADriverThatAnswersAfterThoseThatHang() {
        container.register("slow", new ForwardingDriver(new BareDriver(ChannelCapabilities.of(Capability.MEMSET))) {
            @Override
            public void close() {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        });
        DmaChannel healthy = container.session("third").request(new ByCapability(ChannelRequest.of(Capability.MEMSET)));
        DmaChannel first = one.occupy(container.session("first"));
        DmaChannel second = two.occupy(container.session("second"));
        container.beginStop();
        first.close();
        second.close();
        healthy.close();
        assertEquals(List.of(), container.log.lines().stream().filter(line -> line.contains(healthy.name())).toList());
    }

    @Test
    @DisplayName("D7 the core stops within 3 s though drivers hang, and every lease is gone")
    void shouldStopTheCoreThoughDriversHang() {
        DmaChannel first = one.occupy(container.session("first"));
        DmaChannel second = two.occupy(container.session("second"));
        long began = System.nanoTime();
        container.stopCore();
        assertTrue(millisSince(began) < 3000, "the core has stopped after " + millisSince(began) + " ms");
        assertThrows(DmaException.ChannelGone.class, first::issuePending);
        assertThrows(DmaException.ChannelGone.class, second::issuePending);
        first.close();
        second.close();
    }

    private static long millisSince(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
}
