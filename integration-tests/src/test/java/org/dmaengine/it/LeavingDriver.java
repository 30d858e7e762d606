package org.dmaengine.it;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.Controller;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.WaitStrategy;
import org.dmaengine.testing.SmallBundle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/// A bundle with a copy engine that can be told to leave from inside its own step: the controller alone, or its bundle.
public final class LeavingDriver implements BundleActivator, ChannelDriver {
    static final String NAME = "org.example.leaving.driver";
    static final String CONTROLLER = "leaving";
    /// What a step moves; the rest of a transfer is left to the next ones.
    static final int STEP = 4096;
    private static final String LEAVES = "Leaves";
    private static final String ASSISTABLE = "Assistable";
    private static final int LAST_STEP = 3;

    private BundleContext context;
    private String leaves;
    private EngineSpec engine;
    private Controller controller;
    private int steps;

    /// @param leaves     `unregister` or `stop` in its third step, else never
    /// @param assistable whether a client that waits may do its steps
    static Bundle install(BundleContext context, String leaves, boolean assistable) throws BundleException {
        return SmallBundle.named(NAME).activator(LeavingDriver.class)
                .header(LEAVES, leaves).header(ASSISTABLE, String.valueOf(assistable)).install(context);
    }

    @Override
    public void start(BundleContext newContext) {
        context = newContext;
        leaves = context.getBundle().getHeaders("").get(LEAVES);
        engine = new EngineSpec(CONTROLLER, 1, WaitStrategy.PARK, Boolean.parseBoolean(context.getBundle().getHeaders("").get(ASSISTABLE)));
        controller = Controller.register(context, CONTROLLER, Map.of(), List.of(this));
    }

    @Override
    public void stop(BundleContext oldContext) {
        controller.close();
    }

    @Override
    public ChannelCapabilities capabilities() {
        return ChannelCapabilities.of(Capability.MEMCPY).build();
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    @Override
    public void open(ChannelHost host) {
        steps = 0;
    }

    @Override
    public long start(Transfer transfer) {
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        if (++steps == LAST_STEP) {
            leave();
        }
        long bytes = Math.min(STEP, Math.min(limit, transfer.run()));
        MemorySegment.copy(transfer.source(), transfer.sourceOffset(), transfer.destination(), transfer.destinationOffset(), bytes);
        return bytes;
    }

    private void leave() {
        try {
            switch (leaves) {
                case "unregister" -> controller.close();
                case "stop" -> context.getBundle().stop();
                default -> { }
            }
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long stop(Transfer transfer) {
        return 0;
    }

    @Override
    public void close() {
        // nothing was opened
    }
}
