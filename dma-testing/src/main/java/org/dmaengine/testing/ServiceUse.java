package org.dmaengine.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/// One service in use by a test, from waiting for it to giving it back.
record ServiceUse(ServiceTracker<?, ?> tracker, Object service) implements AutoCloseable {
    static ServiceUse await(BundleContext context, Class<?> type, Service wanted) {
        String filter = "(" + Constants.OBJECTCLASS + "=" + type.getName() + ")";
        if (!wanted.filter().isEmpty()) {
            filter = "(&" + filter + wanted.filter() + ")";
        }
        ServiceTracker<?, ?> tracker = new Tracker(context, parsed(filter), type);
        tracker.open();
        try {
            Object service = tracker.waitForService(Math.max(1, wanted.timeout())); // 0 would wait for ever
            if (service != null) {
                return new ServiceUse(tracker, service);
            }
        } catch (InterruptedException e) {
            tracker.close();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the service " + filter, e);
        }
        tracker.close();
        throw new AssertionError("no service " + filter + " within " + wanted.timeout() + " ms; " + instead(context, type));
    }

    @Override
    public void close() {
        tracker.close();
    }

    private static Filter parsed(String filter) {
        try {
            return FrameworkUtil.createFilter(filter);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("@Service: " + e.getMessage(), e);
        }
    }

    /// What the reader of the failure looks up first.
    private static String instead(BundleContext context, Class<?> type) {
        List<String> facts = new ArrayList<>();
        for (ServiceReference<?> reference : references(context, type.getName())) {
            facts.add("there is one of " + reference.getBundle().getSymbolicName() + " with " + reference.getProperties()
                    + (type.isInstance(context.getService(reference)) ? "" : ", but of another " + type.getSimpleName()
                            + " than the one of " + FrameworkUtil.getBundle(type).getSymbolicName()));
            context.ungetService(reference);
        }
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getState() == Bundle.INSTALLED || bundle.getState() == Bundle.RESOLVED
                    && bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                facts.add(bundle.getSymbolicName() + " is not started");
            }
        }
        facts.addAll(UnsatisfiedComponents.of(context));
        return facts.isEmpty() ? "nobody has registered one, and all bundles are started" : String.join("; ", facts);
    }

    private static List<ServiceReference<?>> references(BundleContext context, String type) {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(type, null);
            return references == null ? List.of() : Arrays.asList(references);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("no filter, no mistake in it", e);
        }
    }

    /// Passes over services of another class of the same name: not every framework does.
    private static final class Tracker extends ServiceTracker<Object, Object> {
        private final Class<?> type;

        private Tracker(BundleContext context, Filter filter, Class<?> type) {
            super(context, filter, null);
            this.type = type;
        }

        @Override
        public Object addingService(ServiceReference<Object> reference) {
            Object service = super.addingService(reference);
            if (type.isInstance(service)) {
                return service;
            }
            context.ungetService(reference);
            return null;
        }
    }
}
