package org.dmaengine.core.registry;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.framework.ServiceReference;

/// Who is present: the slots of all channels, the controllers that they belong to with their numbers, and the leases on
/// them. Thread-safe; the lock guards the lists only, nothing is called while it is held.
final class Roster {
    private final boolean debug;
    private final Consumer<String> report;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private final Map<ServiceReference<ChannelDriver>, ChannelSlot> slots = new HashMap<>();
    private final List<ControllerInstance> instances = new ArrayList<>();
    private final Map<VirtualChannel, Standing> leases = new HashMap<>();
    private volatile List<ChannelSlot> inOrder = List.of();

    /// @param debug  whether DMA devices check who owns memory
    /// @param report where they report to
    Roster(boolean debug, Consumer<String> report) {
        this.debug = debug;
        this.report = report;
    }

    /// Adds the channel of a driver; null if its controller has a channel of that number.
    ChannelSlot add(ServiceReference<ChannelDriver> reference, ChannelDriver driver, Registration.Checked checked, Engine engine) {
        lock.lock();
        try {
            ControllerInstance instance = instanceFor(checked);
            for (ChannelSlot other : slots.values()) {
                if (other.controller() == instance && other.channel() == checked.channel()) {
                    return null;
                }
            }
            ChannelSlot slot = new ChannelSlot(reference, driver, instance, checked.channel(), checked.capabilities(), engine);
            instance.addSlot();
            slots.put(reference, slot);
            sort(Stream.concat(inOrder.stream(), Stream.of(slot)));
            return slot;
        } finally {
            lock.unlock();
        }
    }

    /// The properties of a driver's service have changed; null if it has no slot.
    ChannelSlot update(ServiceReference<ChannelDriver> reference) {
        lock.lock();
        try {
            ChannelSlot slot = slots.get(reference);
            if (slot != null) {
                slot.readProperties();
                sort(inOrder.stream());
            }
            return slot;
        } finally {
            lock.unlock();
        }
    }

    /// Removes the slot of a driver that leaves: from now on nobody finds it (REG-22). Null if it has none.
    ChannelSlot remove(ServiceReference<ChannelDriver> reference) {
        lock.lock();
        try {
            ChannelSlot slot = slots.remove(reference);
            if (slot != null) {
                slot.leave();
                slot.controller().removeSlot();
                forgetInstances();
                inOrder = inOrder.stream().filter(each -> each != slot).toList();
            }
            return slot;
        } finally {
            lock.unlock();
        }
    }

    /// Notes that a lease exists: the controller keeps its number as long as that is so (HS-06).
    void addLease(Standing standing) {
        lock.lock();
        try {
            standing.slot().controller().addLease();
            leases.put(standing.lease(), standing);
        } finally {
            lock.unlock();
        }
    }

    /// Another slot is to serve a lease; until that is certain both controllers keep their numbers.
    ///
    /// @return false if the lease has ended
    boolean beginMove(Standing standing, Candidate to) {
        lock.lock();
        try {
            if (leases.get(standing.lease()) != standing) {
                return false;
            }
            to.slot().controller().addLease();
            standing.isServedBy(to);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// The move has succeeded, or not. A lease that has ended meanwhile has left the new one.
    void endMove(Standing standing, Candidate from, Candidate to, boolean moved) {
        lock.lock();
        try {
            if (moved || leases.get(standing.lease()) != standing) {
                from.slot().controller().removeLease();
            } else {
                to.slot().controller().removeLease();
                standing.isServedBy(from);
            }
            forgetInstances();
        } finally {
            lock.unlock();
        }
    }

    /// A lease has ended; null if it had ended before.
    Standing removeLease(VirtualChannel lease) {
        lock.lock();
        try {
            Standing standing = leases.remove(lease);
            if (standing != null) {
                standing.slot().controller().removeLease();
                forgetInstances();
            }
            return standing;
        } finally {
            lock.unlock();
        }
    }

    /// What is known of a lease, null if that has ended.
    Standing standingOf(VirtualChannel lease) {
        lock.lock();
        try {
            return leases.get(lease);
        } finally {
            lock.unlock();
        }
    }

    /// The leases that have not ended.
    Collection<Standing> leases() {
        lock.lock();
        try {
            return List.copyOf(leases.values());
        } finally {
            lock.unlock();
        }
    }

    /// Channels present, best service ranking first, then in the order of registration.
    List<ChannelSlot> inOrder() {
        return inOrder;
    }

    /// Channels present, by number.
    List<ChannelSlot> byName() {
        return inOrder.stream().sorted(Comparator.comparingInt((ChannelSlot slot) -> slot.controller().number())
                .thenComparingInt(ChannelSlot::channel)).toList();
    }

    private ControllerInstance instanceFor(Registration.Checked checked) {
        for (ControllerInstance instance : instances) {
            if (instance.hasSlots() && instance.key().equals(checked.instanceKey())) {
                return instance;
            }
        }
        BitSet taken = new BitSet();
        instances.forEach(each -> taken.set(each.number()));
        ControllerInstance instance = new ControllerInstance(checked.instanceKey(), checked.controller(), taken.nextClearBit(0), debug,
                report);
        instances.add(instance);
        return instance;
    }

    private void forgetInstances() {
        instances.removeIf(ControllerInstance::isForgettable);
    }

    /// Nearly sorted already: references are compared no more often than there are channels.
    private void sort(Stream<ChannelSlot> all) {
        inOrder = all.sorted().toList();
    }
}
