package org.dmaengine.core.slavemap;

import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.dmaengine.SlaveMap;
import org.dmaengine.core.engine.Timers;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/// The Condition of one mapping: published while a channel for it is found.
///
/// ```text
///              ┌──────── found ◀───────┐
///              ▼                       │
/// withdrawn  published ──no longer──▶ published, missing ──swap.timeout──▶ withdrawn
///     └─found──▲  └──described no more, or the core stops──▶ withdrawn
/// ```
///
/// While a controller is replaced nothing is withdrawn: Declarative Services would take the clients down with it.
///
/// Whoever brings a change looks. Only one thread at a time does: `looks` counts what has been asked for and not been seen to,
/// and whoever comes second leaves it to the first, who looks again. A call that comes from inside the registration, because a
/// client's component has just started or ended, is such a second one.
///
/// What the last look found is kept, so that a change which cannot touch it needs no look. It is forgotten before the next look
/// begins: whoever brings a change meanwhile finds none, and asks for another look.
final class MappingCondition {
    private final BundleContext context;
    private final String device;
    private final String name;
    private final Supplier<Finding> find;
    private final Timers timers;
    private final AtomicInteger looks = new AtomicInteger();
    // Written by the thread that looks.
    private volatile Finding finding;
    private ServiceRegistration<Condition> registration;
    // When it is withdrawn unless a channel is found until then; null while one is there.
    private Long missingUntil;

    MappingCondition(BundleContext context, String device, String name, Supplier<Finding> find, Timers timers) {
        this.timers = timers;
        this.context = context;
        this.device = device;
        this.name = name;
        this.find = find;
    }

    /// What it rests on; null if that is just being looked for, or could not be found out.
    Finding finding() {
        return finding;
    }

    /// Sees to it that the Condition is published if its channel is there, and only then.
    void look() {
        if (looks.getAndIncrement() > 0) {
            return;
        }
        int seen;
        do {
            seen = looks.get();
            finding = null;
            Finding found = find.get();
            finding = found;
            boolean present = found != null && found.isPresent();
            if (present) {
                missingUntil = null;
            }
            if (present && registration == null) {
                publish();
            } else if (!present && registration != null && !isWorthWaiting(found)) {
                withdraw();
            }
        } while (looks.addAndGet(-seen) > 0);
        synchronized (this) {
            notifyAll();
        }
    }

    /// Waits until nobody looks any more, or the time is over.
    synchronized void awaitLooked(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); looks.get() > 0 && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // whoever stops this thread does not wait either
        }
    }

    /// Says whether a replacement may still come in time; then it is looked again when the time is over.
    private boolean isWorthWaiting(Finding missing) {
        long now = timers.nanoTime();
        if (missingUntil == null && missing != null) {
            long nanos = missing.swapTimeout().toNanos();
            missingUntil = now + nanos;
            if (nanos > 0) {
                timers.at(missingUntil, this::look);
            }
        }
        boolean waits = missingUntil != null && missingUntil - now > 0 && missing != null && !missing.entries().isEmpty();
        if (!waits) {
            missingUntil = null;
        }
        return waits;
    }

    private void publish() {
        try {
            registration = context.registerService(Condition.class, Condition.INSTANCE, new Hashtable<>(Map.of(
                    Condition.CONDITION_ID, SlaveMap.CONDITION_PREFIX + device + ":" + name,
                    SlaveMap.CONDITION_DEVICE, device,
                    SlaveMap.CONDITION_NAME, name)));
        } catch (IllegalStateException _) {
            // The core's bundle is no longer valid: there is nobody left to tell.
        }
    }

    private void withdraw() {
        ServiceRegistration<Condition> leaving = registration;
        registration = null;
        try {
            leaving.unregister();
        } catch (IllegalStateException _) {
            // The framework has taken it back with the core's bundle.
        }
    }
}
