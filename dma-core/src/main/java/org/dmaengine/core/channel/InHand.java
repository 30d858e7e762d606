package org.dmaengine.core.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;

/// The transfers that a driver has in hand: the oldest ones that have not ended, `head + 1` to `head + count`. And how it lets go of
/// them, and is let go of itself.
///
/// ```text
/// (made) ──open──▶ OPEN ──close──▶ DEAD (terminal)
///   └────────────────┴──breaks──▶ DEAD
///                    └──a call does not return──▶ ABANDONED ──it returns, and everything has been let go of──▶ DEAD
/// ```
///
/// Used by the channel's owner, but for what is said to be for any thread.
final class InHand {
    private static final VarHandle COUNT;
    private static final VarHandle LAST_GIVEN;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            COUNT = lookup.findVarHandle(InHand.class, "count", int.class);
            LAST_GIVEN = lookup.findVarHandle(InHand.class, "lastGiven", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ChannelDriver driver;
    private final WorkQueue queue;
    private final OutcomeLog outcomes;
    private volatile boolean dead;
    // Given up on while a call was under way: the driver has not been asked to let go.
    private volatile boolean abandoned;
    // Opaque: others look at it, too.
    private int count;
    private long lastGiven;
    private boolean open;

    InHand(ChannelDriver driver, WorkQueue queue, OutcomeLog outcomes) {
        this.driver = driver;
        this.queue = queue;
        this.outcomes = outcomes;
    }

    // ---- any thread ----

    int count() {
        return (int) COUNT.getOpaque(this);
    }

    /// The cookie of the last one that it has been given, 0 if it has let go of all. It may have ended since: the head of the queue and the
    /// count cannot be read together.
    long lastGiven() {
        return (long) LAST_GIVEN.getOpaque(this);
    }

    /// Says whether the driver must not be called any more.
    boolean isDead() {
        return dead;
    }

    /// Says whether the driver has been given up on in the middle of a call, which has not returned.
    boolean isAbandoned() {
        return abandoned;
    }

    /// Gives up on the call that is under way: whatever it answers later is ignored.
    void abandon() {
        abandoned = true;
        dead = true;
    }

    // ---- the owner ----

    void open(ChannelHost host) {
        driver.open(host);
        open = true;
    }

    /// The driver is called no more, unless to let go.
    void isNowDead() {
        dead = true;
    }

    void takes(long cookie) {
        LAST_GIVEN.setOpaque(this, cookie);
        COUNT.setOpaque(this, count + 1);
    }

    /// The oldest one has ended, whether it was in hand or not.
    void oldestEnded() {
        COUNT.setOpaque(this, Math.max(0, count - 1));
    }

    /// The cookie of the last one, 0 if there is none.
    long last() {
        return count == 0 ? 0 : queue.head() + count;
    }

    /// The oldest one, null if there is none.
    Work oldest() {
        return count == 0 ? null : queue.at(queue.head() + 1);
    }

    /// Asks a driver that has broken to let go of everything. What it answers does not count, but has been touched.
    void stopAll(Consumer<Throwable> alsoBroken) {
        stopAll(alsoBroken, Work::mayHaveTouched);
    }

    private void stopAll(Consumer<Throwable> alsoBroken, ObjLongConsumer<Work> touched) {
        long head = queue.head();
        for (int i = 0; i < count; i++) {
            Work work = queue.at(head + 1 + i);
            try {
                if (!work.isOutOfDriver()) {
                    touched.accept(work, driver.stop(work));
                }
            } catch (Throwable thrown) {
                touched.accept(work, work.stepLimit(Long.MAX_VALUE));
                alsoBroken.accept(thrown);
            }
        }
    }

    /// A call that had been given up on has come back after all: only now can its driver be asked to let go.
    ///
    /// @param broken takes what its close throws
    void letAbandonedGo(Consumer<Throwable> broken) {
        abandoned = false;
        // It has been given up on, and the log has said so: the next transfer is to be let go of all the same.
        // How they ended has been told, too.
        stopAll(ignored -> { }, (work, ignored) -> { });
        close(broken);
    }

    /// Nothing of what has been dropped is touched any more: its slots, mappings and descriptors are free.
    void letGo() {
        queue.lock.lock();
        try {
            long to = queue.ended();
            for (long cookie = queue.head() + 1; cookie <= to; cookie++) {
                Work work = queue.at(cookie);
                if (cookie - queue.head() <= count) {
                    outcomes.correct(cookie, work.residue(), work.uncertain(0), work.bytesLost());
                }
                if (work.descriptor() != null) {
                    work.descriptor().hasStopped();
                }
            }
            COUNT.setOpaque(this, 0);
            LAST_GIVEN.setOpaque(this, 0L);
            queue.release(to);
        } finally {
            queue.lock.unlock();
        }
    }

    void close(Consumer<Throwable> broken) {
        if (!open) {
            return;
        }
        open = false;
        try {
            driver.close();
        } catch (Throwable thrown) {
            broken.accept(thrown);
        }
    }
}
