package org.dmaengine.tools.swaptest;

import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dmaengine.CompletionCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.Mapping;

/// A ring that a device fills with numbers, one ring after the other. Each period is looked at when it is told, and only then may the device
/// write over it, so that nothing is lost by the client.
final class RingLoad extends Load {
    private static final int PERIODS = 8;
    private static final int MOST_WORDS = 512;

    private final WordSource source;
    private final Mapping memory;
    private Ring ring;

    /// @param line request line of the source
    RingLoad(String name, DmaChannel channel, Ledger ledger, SplittableRandom random, int line) {
        super(name, channel, ledger, random);
        source = new WordSource(busy);
        channel.configure(FifoWords.config(line));
        memory = channel.mapper().allocate((long) PERIODS * MOST_WORDS * FifoWords.BYTES);
    }

    WordSource port() {
        return source;
    }

    @Override
    protected void round() throws InterruptedException {
        ring = new Ring(random.nextInt(1, MOST_WORDS + 1), source.given());
        ring.start();
        for (int i = random.nextInt(1, 100); i > 0 && !ring.isBroken(); i--) {
            if (once(20)) {
                pause();
            } else if (once(20)) {
                beQuiet();
            } else {
                ring.broken.await(random.nextInt(1, 2_000), TimeUnit.MICROSECONDS);
            }
        }
        end();
    }

    /// While it is paused nothing moves, and the residue is exact.
    private void pause() {
        channel.pause();
        ring.expectExact();
        busy.end();
        rest(3_000);
        channel.resume();
        busy.begin();
    }

    /// The device has nothing to give for a while.
    private void beQuiet() {
        ring.hold();
        rest(3_000);
        ring.goOn();
    }

    private void end() {
        if (!ring.isBroken()) {
            channel.pause();
            ring.expectExact();
            ledger.terminated(1);
        }
        ring.hold();
        channel.terminateSync();
        ring.expectNothingLost();
    }

    @Override
    protected void settle() {
        // each round ends what it has begun
    }

    @Override
    public void close() {
        super.close();
        memory.close();
    }

    /// One cyclic transfer.
    private final class Ring {
        private final int period;
        private final long length;
        private final long first;
        private final CountDownLatch broken = new CountDownLatch(1);
        private long cookie;
        // Guarded by this.
        private boolean quiet;
        // Of the callbacks, and of the client once they are over.
        private volatile long periods;
        private volatile long uncertain;
        private volatile long brokenAt = -1;

        /// @param words words of a period
        /// @param first number that comes first
        Ring(int words, long first) {
            this.period = words * FifoWords.BYTES;
            this.length = (long) PERIODS * period;
            this.first = first;
        }

        void start() {
            cookie = channel.prepareCyclic(memory, 0, length, period, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT)
                    .onComplete((CompletionCallback) this::told).submit();
            ledger.submitted();
            channel.issuePending();
            goOn();
        }

        boolean isBroken() {
            return broken.getCount() == 0;
        }

        /// The device is to give nothing, whatever a callback that is under way has looked at.
        synchronized void hold() {
            quiet = true;
            source.hold();
        }

        synchronized void goOn() {
            quiet = false;
            allow();
        }

        /// As much as the ring holds beyond what has been looked at.
        private void allow() {
            if (!quiet) {
                source.allow(first + (periods + PERIODS) * (period / FifoWords.BYTES));
            }
        }

        /// On a completer thread.
        private void told(TransferResult result) {
            if (!result.isPeriod()) {
                isOver(result);
                return;
            }
            long before = result.sequence() - result.periods();
            ledger.lost(Math.max(0, before - periods), "%s: period %d was told behind %d", name, before + 1, periods);
            ledger.repeated(Math.max(0, periods - before), "%s: period %d was told behind %d", name, before + 1, periods);
            for (long each = periods; each < result.sequence(); each++) {
                check(each * period, (each + 1) * period);
            }
            synchronized (this) {
                periods = result.sequence();
                allow();
            }
            advance();
        }

        /// Its controller has broken: what is certain is looked at.
        private void isOver(TransferResult result) {
            aborted(result.detail());
            long told = periods * period;
            long position = (length - result.residue()) % length;
            long end = told + Math.floorMod(position - told, length);
            check(told, end);
            uncertain = result.uncertain();
            brokenAt = end;
            advance();
            broken.countDown();
        }

        /// Looks at the words between two bytes, counted since the ring began.
        private void check(long begin, long end) {
            for (long at = begin; at < end; at += FifoWords.BYTES) {
                long expected = first + at / FifoWords.BYTES;
                long found = FifoWords.get(memory.segment(), at % length);
                if (found > expected) {
                    ledger.lost(1, "%s: word %d is where %d was due", name, found, expected);
                } else if (found < expected) {
                    ledger.repeated(1, "%s: word %d is where %d was due", name, found, expected);
                }
            }
        }

        /// It is paused, or over.
        void expectExact() {
            if (isBroken()) {
                return;
            }
            TransferStatus status = channel.status(cookie);
            long position = (length - status.residue()) % length;
            long given = (source.given() - first) * FifoWords.BYTES;
            // One that has broken meanwhile says so in its callback, with what is uncertain.
            if (!status.status().isEnded() && given % length != position) {
                ledger.lost(1, "%s: paused at byte %d of %d by its status, at %d by its device", name, position, length, given % length);
            }
        }

        /// Of a broken one: the device has given what is certain, and no more than what is uncertain behind it.
        void expectNothingLost() {
            long end = brokenAt;
            if (end < 0) {
                return;
            }
            long given = (source.given() - first) * FifoWords.BYTES;
            ledger.lost(Math.max(0, given - end - uncertain) / FifoWords.BYTES, "%s: the device gave %d bytes, of which %d arrived and %d are uncertain",
                    name, given, end, uncertain);
            ledger.repeated(Math.max(0, end - given) / FifoWords.BYTES, "%s: the device gave %d bytes, of which %d arrived", name, given, end);
        }
    }
}
