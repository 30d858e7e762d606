package org.dmaengine.core.registry;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dmaengine.spi.DriverAccess;

/// A slot that a bundle drives by itself for a while. Any thread.
final class Lent implements DriverAccess.Loan {
    private final ChannelSlot slot;
    private final Loans loans;
    private final DriverAccess.Recall recall;
    private final AtomicBoolean back = new AtomicBoolean();
    private final CountDownLatch returned = new CountDownLatch(1);

    Lent(ChannelSlot slot, Loans loans, DriverAccess.Recall recall) {
        this.slot = slot;
        this.loans = loans;
        this.recall = recall;
    }

    /// Tells the borrower that the controller leaves, and waits for the channel; false if it has not come back by then.
    boolean comesBack(long deadline) {
        recall.leaves(deadline);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return returned.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        if (back.compareAndSet(false, true)) {
            giveBack();
        }
    }

    @Override
    public void closeBroken(String why) {
        if (back.compareAndSet(false, true)) {
            loans.breakDown(slot, why);
            giveBack();
        }
    }

    private void giveBack() {
        slot.takenBack(this);
        loans.takeBack(this, slot);
        returned.countDown();
    }
}
