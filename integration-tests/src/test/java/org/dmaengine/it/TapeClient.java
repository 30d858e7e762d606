package org.dmaengine.it;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelRequest;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveConfig;
import org.dmaengine.SwapEvent;
import org.dmaengine.SwapPolicy;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.testing.SmallBundle;
import org.example.tape.TapeSlaveConfig;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/// A client of a tape, whose configuration record comes from the controller's own bundle.
///
/// It is a service: each call writes, and says how that went, or what it was told when its controller was replaced.
public final class TapeClient implements BundleActivator, Callable<String> {
    static final String NAME = "org.example.tape.client";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final SlaveConfig WORDS = SlaveConfig.builder().destination(0x40, BusWidth.BYTES_4, 8).build();

    private volatile DmaChannel channel;
    private volatile Mapping memory;
    private volatile SwapEvent last;

    static Bundle install(BundleContext context) throws BundleException {
        return SmallBundle.named(NAME).activator(TapeClient.class).install(context);
    }

    /// Waits for nobody: a refresh starts one bundle after the other.
    @Override
    public void start(BundleContext context) {
        DmaEngine engine = context.getService(context.getServiceReference(DmaEngine.class));
        engine.requestAsync(ChannelRequest.of(Capability.SLAVE).onController("tape").swap(SwapPolicy.DRAIN, SOON)).thenAccept(granted -> {
            channel = granted;
            channel.onSwap(event -> last = event);
            channel.configure(new TapeSlaveConfig(WORDS, 3));
            memory = channel.mapper().allocate(64);
            context.registerService(Callable.class, this, null);
        });
    }

    @Override
    public String call() throws InterruptedException {
        try {
            long cookie = channel.prepareSlaveSingle(memory, 0, 64, Direction.MEM_TO_DEV).submit();
            channel.issuePending();
            return "written: " + channel.await(cookie, SOON).isOk();
        } catch (DmaException.Rejected refused) {
            return refused.getMessage() + "\n" + last.kind() + " " + last.detail();
        }
    }

    @Override
    public void stop(BundleContext context) {
        // Its lease and its service end with the bundle.
    }
}
