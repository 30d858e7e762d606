package org.dmaengine.controller.faults;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.dmaengine.faults.FaultKind;
import org.dmaengine.faults.Injection;

/// What has been injected on all channels of one controller, over all its instances. Any thread.
final class Ledger {
    private final Map<FaultKind, LongAdder> counts = new EnumMap<>(FaultKind.class);
    private final Map<Integer, AtomicLong> transfers = new ConcurrentHashMap<>();
    private volatile Injection last;

    Ledger() {
        for (FaultKind kind : FaultKind.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    /// Numbers the transfers of a channel as they are started, from 1.
    long nextTransfer(int channel) {
        return transfers.computeIfAbsent(channel, _ -> new AtomicLong()).incrementAndGet();
    }

    void note(Injection injection) {
        counts.get(injection.kind()).increment();
        last = injection;
    }

    long count(FaultKind kind) {
        return counts.get(kind).sum();
    }

    Optional<Injection> last() {
        return Optional.ofNullable(last);
    }
}
