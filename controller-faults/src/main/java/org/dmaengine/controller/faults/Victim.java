package org.dmaengine.controller.faults;

import org.dmaengine.TransferFlag;
import org.dmaengine.faults.FaultKind;
import org.dmaengine.spi.Transfer;

/// A transfer that the driver has in hand, and what is in store for it. For whoever calls the driver: one thread at a time.
final class Victim {
    private static final int MOST_WAKES = 8;
    private static final int MOST_BURSTS = 6;

    private final Transfer transfer;
    private final long number;
    private final Fate fate;
    private final long unit;
    private final long at;
    private final long burst;
    private final Delay delay;
    /// The driver that does the work has it.
    boolean isInside;
    /// Its device has stopped for good.
    boolean isStuck;
    /// What harms it has happened.
    private boolean isSpent;
    private int wakesLeft;
    private boolean limited;

    /// @param number     of the transfer on its channel
    /// @param unit       fewest bytes of a step; places are multiples of it
    /// @param delayNanos longest delay by the host's clock
    Victim(Transfer transfer, long number, Fate fate, long unit, long delayNanos) {
        this.transfer = transfer;
        this.number = number;
        this.fate = fate;
        this.unit = unit;
        this.delay = new Delay(fate, delayNanos);
        long begin = transfer.movedInAll();
        this.at = begin + fate.at(transfer.length() - (isEndless() ? 0 : begin), unit);
        this.burst = fate.meets(FaultKind.BURST_LIMIT) ? unit << fate.choice(MOST_BURSTS) : Long.MAX_VALUE;
        this.wakesLeft = fate.meets(FaultKind.SPURIOUS_WAKE) ? MOST_WAKES : 0;
    }

    Transfer transfer() {
        return transfer;
    }

    long number() {
        return number;
    }

    Fate fate() {
        return fate;
    }

    boolean isEndless() {
        return transfer.periodLength() != 0 || transfer.has(TransferFlag.REPEAT);
    }

    /// Says whether it is time for what harms it, in this call.
    boolean isDue(Call call) {
        return fate.harm() != null && !isSpent && call == callOfHarm() && (call != Call.STEP || transfer.movedInAll() >= at);
    }

    private Call callOfHarm() {
        return switch (fate.harm()) {
            case EXCEPTION, ERROR -> fate.call();
            case DUPLICATE_COMPLETION -> fate.call() == Call.START ? Call.START : Call.STEP;
            default -> Call.STEP;
        };
    }

    /// It happens now, and not again.
    void happens() {
        isSpent = true;
    }

    /// Says whether what is due happens only where it would complete.
    boolean isHarmedAtItsEnd() {
        return fate.harm() == FaultKind.DUPLICATE_COMPLETION && !isEndless();
    }

    Delay delay() {
        return delay;
    }

    /// Says whether it has to be held up for the first time now.
    boolean isToBeDelayed() {
        return fate.meets(FaultKind.DELAY) && !delay.hasBegun() && transfer.movedInAll() >= at;
    }

    /// Says whether another wake that means nothing is due.
    ///
    /// @return how many there have been, 0 if none is due
    int nextWake() {
        return wakesLeft == 0 ? 0 : MOST_WAKES - --wakesLeft;
    }

    /// Most bytes of the next step: not beyond the place where something happens, and no more than a burst.
    long most(long limit) {
        long toPlace = at - transfer.movedInAll();
        boolean stops = toPlace >= unit && (fate.harm() != null || fate.meets(FaultKind.DELAY));
        return Math.min(Math.min(limit, burst), stops ? toPlace : Long.MAX_VALUE);
    }

    /// Says whether a burst limit has cut a step for the first time.
    boolean isCut(long limit) {
        boolean first = !limited && burst < limit;
        limited |= first;
        return first;
    }

    /// Says whether this would be its last step.
    boolean completes(long bytes) {
        return !isEndless() && transfer.moved() + bytes >= transfer.length();
    }

    /// Bytes that a device which holds them back delivers late, all the rest or some of it.
    ///
    /// @param last whether it may complete with them: a driver that is paused has it still
    long late(boolean last) {
        long rest = transfer.periodLength() == 0 ? transfer.length() - transfer.moved()
                : transfer.periodLength() - transfer.moved() % transfer.periodLength();
        long most = Math.min(transfer.run(), rest);
        long half = most / 2 / unit * unit;
        return last && (half == 0 || fate.choice(2) == 0) ? most : half;
    }
}
