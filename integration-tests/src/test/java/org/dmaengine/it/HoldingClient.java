package org.dmaengine.it;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveMap;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.testing.SmallBundle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/// A client of bad manners: takes the channel `copy` of a device, keeps it busy, and stops without giving anything back.
public final class HoldingClient implements BundleActivator {
    /// Symbolic name of its bundle.
    static final String NAME = "org.example.holding.client";
    private static final String DEVICE = "Client-Device";
    private static final int TRANSFERS = 512;
    private static final int BYTES = 16 << 20;

    static Bundle install(BundleContext context, String device) throws BundleException {
        return SmallBundle.named(NAME).activator(HoldingClient.class).header(DEVICE, device).install(context);
    }

    @Override
    public void start(BundleContext context) {
        SlaveMap slaveMap = context.getService(context.getServiceReference(SlaveMap.class));
        DmaChannel channel = slaveMap.requestChannel(context.getBundle().getHeaders().get(DEVICE), "copy");
        Arena memory = Arena.ofAuto();
        MemorySegment source = memory.allocate(BYTES);
        MemorySegment target = memory.allocate(BYTES);
        Mapping from = channel.mapper().map(source, MapDirection.TO_DEVICE);
        Mapping to = channel.mapper().map(target, MapDirection.FROM_DEVICE);
        for (int i = 0; i < TRANSFERS; i++) {
            channel.prepareMemcpy(to, 0, from, 0, BYTES).submit();
        }
        channel.issuePending();
    }

    @Override
    public void stop(BundleContext context) {
    }
}
