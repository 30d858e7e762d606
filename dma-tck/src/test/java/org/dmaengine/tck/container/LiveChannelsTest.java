package org.dmaengine.tck.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.DriverAccess;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;
import org.dmaengine.tck.report.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/// What happens to a channel that is being tested when its controller, or the kit, goes.
@Timeout(20)
class LiveChannelsTest {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch inside = new CountDownLatch(1);
    private volatile DriverAccess.Recall recall;
    private final LiveChannels live = new LiveChannels(context(), this::lend);
    private final ServiceReference<ChannelDriver> channel = stub(ServiceReference.class, (_, _, _) -> "dma0");

    @SuppressWarnings("unchecked") // a proxy knows no type arguments
    private static <T> T stub(Class<?> type, InvocationHandler handler) {
        return (T) Proxy.newProxyInstance(LiveChannelsTest.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    /// Never completes a copy.
    private final class Waiting extends MemoryDriver {
        @Override
        public long step(Transfer transfer, long limit) {
            inside.countDown();
            return 0;
        }
    }

    private BundleContext context() {
        return stub(BundleContext.class, (_, method, _) -> {
            if (method.getName().equals("getService")) {
                return new Waiting();
            }
            events.add("let go of");
            throw new IllegalStateException("Invalid BundleContext.");
        });
    }

    private DriverAccess.Loan lend(ServiceReference<ChannelDriver> borrowed, String purpose, DriverAccess.Recall told) {
        recall = told;
        return new DriverAccess.Loan() {
            @Override
            public void close() {
                events.add("given back");
            }

            @Override
            public void closeBroken(String why) {
                events.add("broken");
            }
        };
    }

    private FutureTask<Tested> testing() throws InterruptedException {
        live.providers = List.of();
        FutureTask<Tested> test = new FutureTask<>(() -> live.test(channel));
        Thread.ofPlatform().start(test);
        inside.await();
        return test;
    }

    private static String lastReason(Tested tested) {
        return tested.score().results().getLast().verdict() instanceof Verdict.NotTried(String why) ? why : "tried";
    }

    @Test
    void shouldGiveAChannelBackWhenItsControllerLeaves() throws Exception {
        FutureTask<Tested> test = testing();
        recall.leaves(System.nanoTime() + TimeUnit.SECONDS.toNanos(20));
        assertEquals("its controller has left", lastReason(test.get()));
        assertEquals(List.of("given back", "let go of"), events);
    }

    @Test
    void shouldKeepFromEverybodyWhatItCouldNotLetGoOfInTime() throws Exception {
        FutureTask<Tested> test = testing();
        recall.leaves(System.nanoTime());
        test.get();
        assertEquals(List.of("broken", "given back", "let go of"), events);
    }

    @Test
    void shouldHaveGivenEverythingBackWhenItHasStopped() throws Exception {
        FutureTask<Tested> test = testing();
        live.deactivate();
        assertTrue(events.contains("given back"), events::toString);
        assertEquals("the conformance kit has been stopped", lastReason(test.get()));
        assertTrue(live.isStopped());
        assertEquals("the conformance kit has been stopped", live.test(channel).reason());
    }
}
