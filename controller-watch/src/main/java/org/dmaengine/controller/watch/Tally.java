package org.dmaengine.controller.watch;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.Transfer;
import org.dmaengine.watch.Counts;
import org.dmaengine.watch.Handover;

/// What is counted on all channels of one controller, over all its instances. Thread-safe; transfers and drivers are not held.
final class Tally {
    final LongAdder opened = new LongAdder();
    final LongAdder closed = new LongAdder();
    final LongAdder started = new LongAdder();
    final LongAdder continued = new LongAdder();
    final LongAdder steps = new LongAdder();
    final LongAdder bytes = new LongAdder();

    private final LongAdder skipped = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final Map<Transfer, Track> tracks = Collections.synchronizedMap(new WeakHashMap<>());
    private final Map<Integer, LastStep> lastSteps = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Handover> handovers = new ConcurrentLinkedQueue<>();
    private final List<WeakReference<ChannelDriver>> gone = new ArrayList<>(); // guarded by itself

    /// When a step on this channel last returned, on whichever driver.
    static final class LastStep {
        static final long NEVER = Long.MIN_VALUE;

        volatile long nanos = NEVER;
    }

    LastStep lastStep(int channel) {
        return lastSteps.computeIfAbsent(channel, _ -> new LastStep());
    }

    Track track(Transfer transfer) {
        return tracks.computeIfAbsent(transfer, _ -> new Track());
    }

    /// A transfer has come to its end. What has not by itself is forgotten with the transfer; were that left to the garbage collector for each of
    /// them, its pauses would be the longest that a channel stands still.
    void forget(Transfer transfer) {
        tracks.remove(transfer);
    }

    /// A driver is asked to go on so many bytes behind, or before, where the last one has stopped.
    void deviates(long deviation) {
        if (deviation > 0) {
            skipped.add(deviation);
        } else if (deviation < 0) {
            repeated.add(-deviation);
        }
    }

    void handover(Handover handover) {
        handovers.add(handover);
    }

    /// A driver has left.
    void left(ChannelDriver driver) {
        synchronized (gone) {
            gone.removeIf(each -> each.refersTo(null));
            gone.add(new WeakReference<>(driver));
        }
    }

    Counts counts() {
        return new Counts(opened.sum(), closed.sum(), started.sum(), continued.sum(), steps.sum(), bytes.sum(), skipped.sum(), repeated.sum());
    }

    List<Handover> takeHandovers() {
        List<Handover> taken = new ArrayList<>();
        for (Handover next = handovers.poll(); next != null; next = handovers.poll()) {
            taken.add(next);
        }
        return taken;
    }

    int lingering() {
        synchronized (gone) {
            gone.removeIf(each -> each.refersTo(null));
            return gone.size();
        }
    }
}
