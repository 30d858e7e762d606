package org.dmaengine.core.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.dmaengine.DmaException;
import org.dmaengine.core.channel.LeaseTerms;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.engine.CompleterPool;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

/// All channels of all controllers that are present: takes drivers in, leases their channels, parts from them.
///
/// Drivers come and go on any thread, inside service events. The lock guards the lists only; drivers, clients and
/// listeners are called without it.
@Component(service = ChannelRegistry.class, configurationPid = CoreConfig.PID)
@Designate(ocd = CoreConfig.class)
public final class ChannelRegistry implements VirtualChannel.Owner {
    private static final int MOST_DESCRIPTORS = 1 << 20;
    private static final long CORE_STOP_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private final Logger log;
    private final CoreConfig config;
    private final boolean debug;
    private final Registration registration;
    private final CompleterPool completers = new CompleterPool();
    private final Engines engines = new Engines();
    private final WaitingRequests waiting = new WaitingRequests();
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private final Map<ServiceReference<ChannelDriver>, ChannelSlot> slots = new HashMap<>();
    private final List<ControllerInstance> instances = new ArrayList<>();
    private final Map<VirtualChannel, ChannelSlot> leases = new HashMap<>();
    private volatile List<ChannelSlot> inOrder = List.of();
    private volatile boolean stopping;

    /// Starts without channels; they are bound as they come.
    @Activate
    public ChannelRegistry(BundleContext context, CoreConfig config, @Reference(service = LoggerFactory.class) Logger log) {
        this.log = log;
        this.config = config;
        this.debug = Boolean.parseBoolean(context.getProperty("dma.debug"));
        this.registration = new Registration(log);
        atLeastOne("queue.capacity", config.queue_capacity(), MOST_DESCRIPTORS);
        atLeastOne("release.timeout", config.release_timeout(), Integer.MAX_VALUE);
        atLeastOne("swap.stop", config.swap_stop(), Integer.MAX_VALUE);
    }

    private static void atLeastOne(String property, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("configuration " + CoreConfig.PID + ": " + property + " is " + value + "; 1 to " + most
                    + " is possible");
        }
    }

    /// The core stops: every lease says GONE, drivers are stopped, threads end.
    @Deactivate
    void deactivate() {
        stopping = true;
        waiting.failAll(new DmaException.ChannelGone("the DMA engine core is stopping"));
        long deadline = System.nanoTime() + CORE_STOP_NANOS;
        for (ChannelSlot slot : inOrder) {
            slot.leave();
            VirtualChannel lease = slot.lease();
            if (lease != null) {
                lease.depart("the DMA engine core has stopped", Math.min(deadline, stopDeadline()));
            }
        }
        boolean ended = engines.stopAll(deadline);
        ended &= completers.stop(deadline);
        if (!ended) {
            log.warn("The core has stopped, but a thread is still inside a driver or a callback; it ends when that returns");
        }
    }

    // ---- drivers come and go ----

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, updated = "updatedDriver",
            unbind = "removeDriver")
    void addDriver(ServiceReference<ChannelDriver> reference, ChannelDriver driver) {
        Registration.Checked checked = registration.check(reference, driver);
        if (checked == null || stopping) {
            return;
        }
        ChannelSlot slot;
        boolean twice = false;
        lock.lock();
        try {
            ControllerInstance instance = instanceFor(checked);
            for (ChannelSlot other : slots.values()) {
                twice |= other.controller() == instance && other.channel() == checked.channel();
            }
            slot = twice ? null : new ChannelSlot(reference, driver, instance, checked.channel(), checked.capabilities(), engines.add(checked.engine()));
            if (!twice) {
                instance.addSlot();
                slots.put(reference, slot);
                sort();
            }
        } finally {
            lock.unlock();
        }
        if (twice) {
            log.error("Channel {} of controller {} is registered twice by {}; the second is left out",
                    checked.channel(), checked.controller(), reference.getBundle());
        } else {
            offer(slot);
        }
    }

    void updatedDriver(ServiceReference<ChannelDriver> reference) {
        lock.lock();
        try {
            ChannelSlot slot = slots.get(reference);
            if (slot != null) {
                slot.readProperties();
                sort();
            }
        } finally {
            lock.unlock();
        }
        waiting.lookAgain(this);
    }

    /// Called inside the UNREGISTERING event, where the driver is still whole.
    void removeDriver(ServiceReference<ChannelDriver> reference) {
        ChannelSlot slot;
        lock.lock();
        try {
            slot = slots.remove(reference);
            if (slot == null) {
                return;
            }
            slot.leave();
            slot.controller().removeSlot();
            forgetInstances();
            sort();
        } finally {
            lock.unlock();
        }
        VirtualChannel lease = slot.lease();
        if (lease != null) {
            part(slot, lease);
        }
        if (!engines.remove(slot.engine(), stopDeadline()) && !stopping) {
            log.warn("Controller {} has left, but a thread of its engine is still inside its driver", slot.controller().name());
        }
    }

    private void part(ChannelSlot slot, VirtualChannel lease) {
        boolean answered = lease.depart("controller " + slot.controller().name() + " has left", stopDeadline());
        if (!answered) {
            log.warn("{}: the driver of controller {} did not stop within {} ms; what its last step touched is uncertain",
                    slot.name(), slot.controller().name(), config.swap_stop());
        }
    }

    private ControllerInstance instanceFor(Registration.Checked checked) {
        for (ControllerInstance instance : instances) {
            if (instance.hasSlots() && instance.key().equals(checked.instanceKey())) {
                return instance;
            }
        }
        int number = 0;
        while (isTaken(number)) {
            number++;
        }
        ControllerInstance instance = new ControllerInstance(checked.instanceKey(), checked.controller(), number, debug, log::warn);
        instances.add(instance);
        return instance;
    }

    private boolean isTaken(int number) {
        return instances.stream().anyMatch(instance -> instance.number() == number);
    }

    private void forgetInstances() {
        instances.removeIf(ControllerInstance::isForgettable);
    }

    private void sort() {
        inOrder = slots.values().stream().sorted().toList();
    }

    // ---- leases ----

    /// Channels present, best service ranking first, then in the order of registration.
    public List<ChannelSlot> slots() {
        return inOrder;
    }

    /// Channels present, by number.
    public List<ChannelSlot> slotsByName() {
        return inOrder.stream().sorted(Comparator.comparingInt((ChannelSlot slot) -> slot.controller().number())
                .thenComparingInt(ChannelSlot::channel)).toList();
    }

    /// Opens the channel of a slot that has been claimed. Whatever goes wrong, the slot goes back to those who wait.
    VirtualChannel lease(ChannelSlot slot, Holder holder, Wanted wanted) {
        VirtualChannel channel = null;
        try {
            LeaseTerms terms = wanted.termsFor(slot);
            channel = new VirtualChannel(slot.binding(), holder.toString(), holder.client(), this, completers, slot.totals(),
                    config.queue_capacity(), Duration.ofMillis(config.release_timeout()), log);
            remember(channel, slot);
            channel.open(terms);
        } catch (RuntimeException | LinkageError e) {
            if (channel != null) {
                forget(channel);
            }
            giveBack(slot);
            throw e;
        }
        engines.start(slot.engine());
        slot.leaseBy(channel);
        if (slot.isGone()) {
            part(slot, channel);
        }
        return channel;
    }

    private void remember(VirtualChannel channel, ChannelSlot slot) {
        lock.lock();
        try {
            slot.controller().addLease();
            leases.put(channel, slot);
        } finally {
            lock.unlock();
        }
    }

    private ChannelSlot forget(VirtualChannel channel) {
        lock.lock();
        try {
            ChannelSlot slot = leases.remove(channel);
            if (slot != null) {
                slot.controller().removeLease();
                forgetInstances();
            }
            return slot;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(ChannelSlot slot) {
        slot.putOnOffer();
        if (!slot.isGone()) {
            offer(slot);
        }
    }

    @Override
    public void released(VirtualChannel channel, boolean clean) {
        ChannelSlot slot = forget(channel);
        if (slot == null) {
            return;
        }
        if (clean) {
            giveBack(slot);
        } else {
            slot.breakDown("its driver did not let go of the last client's transfer");
            log.error("{} is not given to anybody else: {}", slot.name(), slot.trouble());
        }
    }

    @Override
    public void driverFailed(VirtualChannel channel, Throwable thrown) {
        ChannelSlot slot;
        lock.lock();
        try {
            slot = leases.get(channel);
        } finally {
            lock.unlock();
        }
        if (slot != null) {
            slot.breakDown("its driver failed: " + thrown);
            log.error("{}: the driver of controller {} failed with {} at {}; the channel is not used again until it is registered anew",
                    slot.name(), slot.controller().name(), thrown, placeOf(thrown), thrown);
        }
    }

    private static String placeOf(Throwable thrown) {
        return thrown.getStackTrace().length == 0 ? "an unknown place" : thrown.getStackTrace()[0].toString();
    }

    // ---- requests ----

    /// Claims a slot now, or says why that is not possible.
    Grant request(Wanted wanted, Holder holder) {
        if (stopping) {
            return new Grant.Refused(new DmaException.ChannelGone("the DMA engine core is stopping"));
        }
        ChannelSlot claimed = claimFirst(wanted.candidates(inOrder), holder);
        return claimed == null ? new Grant.Refused(wanted.refusal(inOrder)) : new Grant.Granted(claimed);
    }

    /// Claims the first of these that is still free; null if there is none.
    static ChannelSlot claimFirst(List<ChannelSlot> candidates, Holder holder) {
        for (ChannelSlot slot : candidates) {
            if (slot.claim(holder)) {
                return slot;
            }
        }
        return null;
    }

    /// Why a request cannot be granted now.
    String explain(Wanted wanted) {
        return wanted.refusal(inOrder).getMessage();
    }

    /// Has a request wait its turn; it may be granted before this returns.
    void await(WaitingRequest request) {
        waiting.add(request);
        waiting.lookOnce(request, this);
        if (stopping) {
            waiting.failAll(new DmaException.ChannelGone("the DMA engine core is stopping"));
        }
    }

    /// Entries have changed: whoever waits looks again, in order.
    public void entriesChanged() {
        waiting.lookAgain(this);
    }

    private void offer(ChannelSlot slot) {
        WaitingRequest taker = waiting.takerOf(slot);
        if (taker != null) {
            taker.granted(slot);
        }
    }

    /// How long a release may take.
    long releaseNanos() {
        return TimeUnit.MILLISECONDS.toNanos(config.release_timeout());
    }

    private long stopDeadline() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(config.swap_stop());
    }
}
