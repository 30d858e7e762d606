package org.dmaengine.core.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.dmaengine.core.mapping.DmaDevice;

/// One registered controller: the channels of one configuration of one driver bundle (`dma_device`). Its number is given
/// to nobody else while a handle to one of its channels lives (REG-09, HS-06).
public final class ControllerInstance {
    private final String key;
    private final String name;
    private final int number;
    private final boolean debug;
    private final Consumer<String> report;
    private final Map<Boolean, DmaDevice> devices = new ConcurrentHashMap<>();
    // When its channels leave, one after the other; null before the first.
    private volatile StopClock.Window leaving;
    // Guarded by the roster's lock.
    private int slots;
    private int leases;

    ControllerInstance(String key, String name, int number, boolean debug, Consumer<String> report) {
        this.key = key;
        this.name = name;
        this.number = number;
        this.debug = debug;
        this.report = report;
    }

    /// The controller's name.
    public String name() {
        return name;
    }

    /// The number N in `dma<N>chan<M>`.
    public int number() {
        return number;
    }

    String key() {
        return key;
    }

    /// The DMA device that memory for its channels is mapped against; channels that need native memory have one of their
    /// own. Any thread.
    DmaDevice device(boolean nativeMemory) {
        return devices.computeIfAbsent(nativeMemory, n -> new DmaDevice("dma" + number + " (" + name + ")" + (n ? " native" : ""),
                n, debug, report));
    }

    /// The time that a channel has which leaves now: all that leave together have one.
    StopClock.Window leaves(StopClock clock) {
        StopClock.Window now = leaving;
        if (now == null || now.isOver()) {
            now = clock.window();
            leaving = now;
        }
        return now;
    }

    /// Says whether its channels are just leaving, one after the other, and one that has been there since that time is about to leave, too.
    ///
    /// @param since when it came ([System#nanoTime])
    boolean takesAlong(long since) {
        StopClock.Window now = leaving;
        return now != null && !now.isOver() && since - now.begin() < 0;
    }

    void addSlot() {
        slots++;
    }

    void removeSlot() {
        slots--;
    }

    void addLease() {
        leases++;
    }

    void removeLease() {
        leases--;
    }

    boolean hasSlots() {
        return slots > 0;
    }

    boolean isForgettable() {
        return slots == 0 && leases == 0;
    }
}
