package org.dmaengine.tools.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/// A service of somebody else, as long as it is looked at.
final class Borrowed<S> implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String what;
    private final CountDownLatch gone = new CountDownLatch(1);
    private final ServiceTracker<S, S> tracker;

    private Borrowed(String what, Filter filter) {
        this.what = what;
        BundleContext context = FrameworkUtil.getBundle(Borrowed.class).getBundleContext();
        tracker = new ServiceTracker<>(context, filter, null) {
            @Override
            public void removedService(ServiceReference<S> reference, S service) {
                super.removedService(reference, service);
                gone.countDown();
            }
        };
        tracker.open();
    }

    static <S> Borrowed<S> of(Class<S> type) throws InvalidSyntaxException {
        return new Borrowed<>("no service " + type.getSimpleName(), FrameworkUtil.createFilter("(objectClass=" + type.getName() + ")"));
    }

    /// The Condition that says that a name's controller is present.
    static Borrowed<Object> condition(String device, String name) throws InvalidSyntaxException {
        return new Borrowed<>("no controller for " + device + ":" + name,
                FrameworkUtil.createFilter("(osgi.condition.id=dma:" + device + ":" + name + ")"));
    }

    boolean isThere() {
        return tracker.size() > 0;
    }

    /// Waits until it is there.
    S get() throws InterruptedException {
        S service = tracker.waitForService(PATIENCE.toMillis());
        if (service == null) {
            throw new IllegalStateException(what + " within " + PATIENCE.toSeconds() + " s");
        }
        return service;
    }

    /// Waits until it has gone.
    ///
    /// @return false if it is still there
    boolean awaitGone() {
        try {
            return gone.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        tracker.close();
    }
}
