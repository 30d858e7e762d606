package org.dmaengine.core.registry;

import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.engine.CompleterPool;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.log.Logger;

/// What one client bundle has requested through one service: its leases and its waiting requests (D6).
public final class ClientSession {
    /// Longer waits than this would overflow the clock.
    private static final Duration FOREVER = Duration.ofDays(36_500);
    private static final long CORE_GOES_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ChannelRegistry registry;
    private final Bundle bundle;
    private final Bundle core;
    /// The bundle of Declarative Services.
    private final Bundle components;
    private final Logger log;
    private final Set<VirtualChannel> leases = ConcurrentHashMap.newKeySet();
    private final Set<WaitingRequest> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /// The session of the bundle that uses this component.
    public ClientSession(ChannelRegistry registry, ComponentContext context, Logger log) {
        this.registry = registry;
        this.bundle = context.getUsingBundle();
        this.core = context.getBundleContext().getBundle();
        this.components = FrameworkUtil.getBundle(context.getClass());
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
            case Grant.Granted(Candidate candidate) -> leaseNow(candidate, holder, wanted);
            case Grant.Refused(DmaException reason) -> throw reason;
        };
    }

    /// Requests a channel and waits.
    public DmaChannel request(Wanted wanted, Duration timeout) throws InterruptedException {
        Duration patience = timeout.compareTo(FOREVER) > 0 ? FOREVER : timeout;
        long nanos = patience.isNegative() ? 0 : patience.toNanos();
        // The waiting thread itself does what is to be done with the answer.
        WaitingRequest request = enqueue(wanted, Runnable::run);
        try {
            return request.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (request.cancel(false)) {
                throw timedOut(wanted, timeout);
            }
            return granted(request);
        } catch (CancellationException e) {
            throw hasEnded();
        } catch (InterruptedException e) {
            if (!request.cancel(false) && !request.isCompletedExceptionally()) {
                request.join().close();
            }
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error broken) {
                throw broken;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /// What a request that has just ended came to.
    private static DmaChannel granted(WaitingRequest request) {
        try {
            return request.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /// Requests a channel as soon as it is to be had.
    public CompletionStage<DmaChannel> requestAsync(Wanted wanted) {
        return enqueue(wanted, registry::tell);
    }

    /// The bundle has ended its use of the service, or the core goes away.
    public void end(int reason) {
        ended = true;
        waiting.forEach(request -> request.cancel(false));
        boolean coreGoing = isCoreGoing(reason);
        // One deadline for all of them: a bundle with many leases stops no later than one with a single lease.
        long deadline = registry.releaseDeadline();
        if (coreGoing) {
            deadline = StopClock.earlier(deadline, System.nanoTime() + CORE_GOES_NANOS);
        }
        for (VirtualChannel channel : leases) {
            if (coreGoing) {
                channel.depart("the DMA engine core has stopped", deadline);
            } else if (!channel.isClosed()) {
                log.warn("Bundle {} has left channel {} behind; it is released now", bundleName(), channel);
                release(channel, deadline);
            }
        }
        leases.clear();
    }

    private VirtualChannel leaseNow(Candidate candidate, Holder holder, Wanted wanted) {
        try {
            return leaseFirstOf(candidate, holder, wanted);
        } catch (DmaException.ChannelGone leaving) {
            throw new DmaException.NotYetAvailable(leaving.getMessage() + "; wait for the next");
        }
    }

    /// Opens the channel that has been claimed, or, if that cannot be taken into use, the next one that would do (REQ-09,
    /// REQ-19, REQ-51). If there is none, the client hears what the first said.
    ///
    /// @throws DmaException.ChannelGone if its controller is leaving
    VirtualChannel leaseFirstOf(Candidate first, Holder holder, Wanted wanted) {
        Set<Candidate> tried = new HashSet<>();
        DmaException.NotYetAvailable refusal = null;
        for (Candidate next = first; next != null; next = registry.claim(wanted, holder, tried)) {
            try {
                return lease(next, holder, wanted);
            } catch (DmaException.NotYetAvailable e) {
                tried.add(next);
                refusal = refusal == null ? e : refusal;
            }
        }
        throw refusal;
    }

    private VirtualChannel lease(Candidate candidate, Holder holder, Wanted wanted) {
        VirtualChannel channel;
        try {
            channel = registry.lease(candidate, holder, wanted);
        } catch (RuntimeException | Error e) {
            ChannelSlot slot = candidate.slot();
            if (slot.isGone()) {
                throw new DmaException.ChannelGone(slot.name() + " has just left with its controller");
            }
            DmaException refusal = new DmaException.NotYetAvailable(slot.name() + " could not be taken into use: "
                    + Objects.requireNonNullElse(e.getMessage(), e.toString()));
            // The driver's author wants to know where.
            refusal.initCause(e);
            throw refusal;
        }
        leases.removeIf(VirtualChannel::isClosed);
        leases.add(channel);
        if (ended) {
            channel.close();
            throw hasEnded();
        }
        return channel;
    }

    /// The grant of a waiting request came to nothing.
    void waitOn(WaitingRequest request) {
        registry.awaitAgain(request);
    }

    private WaitingRequest enqueue(Wanted wanted, Executor teller) {
        expectUsable();
        WaitingRequest request = new WaitingRequest(this, wanted, holder(wanted), teller);
        waiting.add(request);
        request.whenComplete((channel, failure) -> waiting.remove(request));
        try {
            registry.await(request);
        } catch (RuntimeException | Error e) {
            request.failed(e);
        }
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

    private void release(VirtualChannel channel, long deadline) {
        try {
            channel.releaseLeftBehind(deadline);
        } catch (RuntimeException e) {
            log.error("Channel {} left behind by {} could not be released", channel, bundleName(), e);
        }
    }

    private void expectUsable() {
        if (CompleterPool.isInCallback()) {
            throw new IllegalStateException("a channel is requested inside a completion callback, where nothing may wait;"
                    + " request it elsewhere");
        }
        if (ended) {
            throw hasEnded();
        }
    }

    private IllegalStateException hasEnded() {
        return new IllegalStateException("bundle " + bundleName() + " has stopped using the DMA engine");
    }

    private Holder holder(Wanted wanted) {
        return new Holder(bundleName(), wanted.client());
    }

    /// DS says why a component goes: the client let go of its service, or something of the core's is missing.
    /// When the core's bundle stops, the framework takes its services back from their users, and to DS each of them seems
    /// to have let go. When DS itself stops, with the framework for example, it says no more than that.
    private boolean isCoreGoing(int reason) {
        return isStopping(core) || isStopping(components)
                || reason == ComponentConstants.DEACTIVATION_REASON_REFERENCE
                || reason == ComponentConstants.DEACTIVATION_REASON_BUNDLE_STOPPED
                || reason == ComponentConstants.DEACTIVATION_REASON_DISABLED
                || reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_MODIFIED
                || reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED;
    }

    /// Outside of a framework there is no such bundle.
    private static boolean isStopping(Bundle bundle) {
        return bundle != null && bundle.getState() == Bundle.STOPPING;
    }
}
