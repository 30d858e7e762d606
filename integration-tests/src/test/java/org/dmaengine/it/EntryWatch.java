package org.dmaengine.it;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.spi.SlaveMapSource.Answer;

/// What a slave-map source knows, and waiting until it knows something else: configurations arrive on threads of their own.
final class EntryWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SlaveMapSource source;

    EntryWatch(SlaveMapSource source) {
        this.source = source;
    }

    /// The entries that describe a name; none if nothing does.
    List<SlaveMapEntry> of(String device, String name) {
        return source.lookup(device, name) instanceof Answer.Found(List<SlaveMapEntry> entries) ? entries : List.of();
    }

    /// The channel numbers of the entries that describe `it:copy`.
    List<Integer> channels() {
        return of("it", "copy").stream().map(SlaveMapEntry::channel).toList();
    }

    /// Waits until `it:copy` is described by entries with these channel numbers, none for not at all.
    void awaitChannels(Integer... wanted) throws InterruptedException {
        await("it:copy on channels " + List.of(wanted), () -> channels().equals(List.of(wanted)));
    }

    /// Waits until a condition on the source holds. It is looked at after every change.
    void await(String what, BooleanSupplier condition) throws InterruptedException {
        CountDownLatch met = new CountDownLatch(1);
        Runnable look = () -> {
            if (condition.getAsBoolean()) {
                met.countDown();
            }
        };
        try (SlaveMapSource.Subscription _ = source.onChange(look)) {
            look.run();
            if (!met.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("waited " + PATIENCE + " for " + what + "; the source knows " + source.entries());
            }
        }
    }
}
