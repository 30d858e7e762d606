package org.dmaengine.it;

import java.util.concurrent.CountDownLatch;
import org.dmaengine.CompletionCallback;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveMap;
import org.dmaengine.TransferFlag;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.testing.SmallBundle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/// A client whose callback blocks until somebody else lets it go, and which closes its channel when its bundle stops.
///
/// It finds two latches in the registry, to say that the callback is running and to wait for.
public final class BlockedClient implements BundleActivator {
    static final String NAME = "org.example.blocked.client";
    private static final String DEVICE = "Client-Device";

    private DmaChannel channel;

    static Bundle install(BundleContext context, String device) throws BundleException {
        return SmallBundle.named(NAME).activator(BlockedClient.class).header(DEVICE, device).install(context);
    }

    @Override
    public void start(BundleContext context) throws Exception {
        SlaveMap slaveMap = context.getService(context.getServiceReference(SlaveMap.class));
        CountDownLatch running = latch(context, "running");
        CountDownLatch released = latch(context, "released");
        channel = slaveMap.requestChannel(context.getBundle().getHeaders("").get(DEVICE), "copy");
        Mapping from = channel.mapper().allocate(64);
        Mapping to = channel.mapper().allocate(64);
        channel.prepareMemcpy(to, 0, from, 0, 64, TransferFlag.INTERRUPT).onComplete((CompletionCallback) _ -> {
            running.countDown();
            awaitForEver(released);
        }).submit();
        channel.issuePending();
    }

    private static CountDownLatch latch(BundleContext context, String name) throws Exception {
        return context.getService(context.getServiceReferences(CountDownLatch.class, "(name=" + name + ")").iterator().next());
    }

    private static void awaitForEver(CountDownLatch latch) {
        boolean waiting = true;
        while (waiting) {
            try {
                latch.await();
                waiting = false;
            } catch (InterruptedException e) {
                // it does not take hints
            }
        }
    }

    @Override
    public void stop(BundleContext context) {
        channel.close();
    }
}
