package org.dmaengine.core.registry;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.core.channel.LeaseTerms;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.engine.CompleterPool;
import org.osgi.framework.Bundle;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.log.Logger;

/// What one client bundle has requested through one service: its leases and its waiting requests (D6).
public final class ClientSession {
    private final ChannelRegistry registry;
    private final Bundle bundle;
    private final Bundle core;
    private final Logger log;
    private final Set<VirtualChannel> leases = ConcurrentHashMap.newKeySet();
    private final Set<WaitingRequest> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /// The session of the bundle that uses this component.
    public ClientSession(ChannelRegistry registry, ComponentContext context, Logger log) {
        this.registry = registry;
        this.bundle = context.getUsingBundle();
        this.core = context.getBundleContext().getBundle();
        this.log = log;
    }

    /// The bundle's symbolic name.
    public String bundleName() {
        return bundle.getSymbolicName();
    }

    /// Requests a channel now.
    public DmaChannel request(Wanted wanted) {
        expectUsable();
        Holder holder = holder(wanted);
        return switch (registry.request(wanted, holder)) {
            case Grant.Granted(ChannelSlot slot) -> lease(slot, holder, wanted.termsFor(slot));
            case Grant.Refused(DmaException reason) -> throw reason;
        };
    }

    /// Requests a channel and waits.
    public DmaChannel request(Wanted wanted, Duration timeout) throws InterruptedException {
        WaitingRequest request = enqueue(wanted);
        try {
            return request.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (request.cancel(false)) {
                throw timedOut(wanted, timeout);
            }
            return request.join();
        } catch (InterruptedException e) {
            if (!request.cancel(false) && !request.isCompletedExceptionally()) {
                request.join().close();
            }
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /// Requests a channel as soon as it is to be had.
    public CompletionStage<DmaChannel> requestAsync(Wanted wanted) {
        return enqueue(wanted);
    }

    /// The bundle has ended its use of the service, or the core goes away.
    public void end(int reason) {
        ended = true;
        waiting.forEach(request -> request.cancel(false));
        for (VirtualChannel channel : leases) {
            if (isCoreGoing(reason)) {
                channel.depart("the DMA engine core has stopped", System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
            } else if (!channel.isClosed()) {
                log.warn("Bundle {} has left channel {} behind; it is released now", bundleName(), channel);
                release(channel);
            }
        }
        leases.clear();
    }

    VirtualChannel lease(ChannelSlot slot, Holder holder, LeaseTerms terms) {
        VirtualChannel channel;
        try {
            channel = registry.lease(slot, holder, terms);
        } catch (RuntimeException e) {
            throw new DmaException.NotYetAvailable(slot.name() + " could not be taken into use: " + e.getMessage());
        }
        leases.removeIf(VirtualChannel::isClosed);
        leases.add(channel);
        if (ended) {
            channel.close();
            throw new IllegalStateException("bundle " + bundleName() + " has stopped using the DMA engine");
        }
        return channel;
    }

    private WaitingRequest enqueue(Wanted wanted) {
        expectUsable();
        WaitingRequest request = new WaitingRequest(this, wanted, holder(wanted));
        waiting.add(request);
        request.whenComplete((channel, failure) -> waiting.remove(request));
        registry.await(request);
        if (ended) {
            request.cancel(false);
        }
        return request;
    }

    private DmaException timedOut(Wanted wanted, Duration timeout) {
        String why = registry.explain(wanted);
        return new DmaException.TimedOut("no channel" + (wanted.client().isEmpty() ? "" : " for " + wanted.client()) + " within "
                + timeout.toMillis() + " ms: " + why);
    }

    private void release(VirtualChannel channel) {
        try {
            channel.close();
        } catch (RuntimeException e) {
            log.error("Channel {} left behind by {} could not be released", channel, bundleName(), e);
        }
    }

    private void expectUsable() {
        if (CompleterPool.isCurrentThread()) {
            throw new IllegalStateException("a channel is requested inside a completion callback, where nothing may wait;"
                    + " request it elsewhere");
        }
        if (ended) {
            throw new IllegalStateException("bundle " + bundleName() + " has stopped using the DMA engine");
        }
    }

    private Holder holder(Wanted wanted) {
        return new Holder(bundleName(), wanted.client());
    }

    /// DS says why a component goes: the client let go of its service, or something of the core's is missing.
    /// When the core's bundle stops, the framework takes its services back from their users, and to DS each of them seems
    /// to have let go.
    private boolean isCoreGoing(int reason) {
        return core.getState() == Bundle.STOPPING
                || reason == ComponentConstants.DEACTIVATION_REASON_REFERENCE
                || reason == ComponentConstants.DEACTIVATION_REASON_BUNDLE_STOPPED
                || reason == ComponentConstants.DEACTIVATION_REASON_DISABLED
                || reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_MODIFIED
                || reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED;
    }
}
