package org.dmaengine.faults;

/// What can be done to a transfer. Of those that harm it, a transfer meets one at most.
public enum FaultKind {
    /// The driver can move nothing for some steps, or until a time on the host's clock; then it goes on.
    DELAY(true),
    /// The driver says that there is something to do, though there is not.
    SPURIOUS_WAKE(true),
    /// The driver moves less in a step than it was asked to.
    BURST_LIMIT(true),
    /// The device ends the transfer early.
    SHORT_TRANSFER(false),
    /// The source or the destination fails.
    TRANSFER_FAULT(false),
    /// The device stops in the middle and never says anything again.
    LOST_COMPLETION(false),
    /// The driver answers more than was possible, or answers again what it has answered before.
    DUPLICATE_COMPLETION(false),
    /// The device stops in the middle, and what it holds is moved only when it is paused or stopped.
    LATE_COMPLETION(false),
    /// A call of the driver throws a `RuntimeException`.
    EXCEPTION(false),
    /// A call of the driver throws an `Error`.
    ERROR(false),
    /// A step does not return.
    HANG(false),
    /// The controller is taken back from inside a step.
    DISAPPEARANCE(false);

    private final boolean harmless;

    FaultKind(boolean harmless) {
        this.harmless = harmless;
    }

    /// Says whether it is the driver that fails rather than its device: the core does not use it again before it is registered anew.
    public boolean isOfDriver() {
        return switch (this) {
            case DUPLICATE_COMPLETION, EXCEPTION, ERROR, HANG, DISAPPEARANCE -> true;
            case DELAY, SPURIOUS_WAKE, BURST_LIMIT, SHORT_TRANSFER, TRANSFER_FAULT, LOST_COMPLETION, LATE_COMPLETION -> false;
        };
    }

    /// Says whether the transfer completes all the same, if later.
    public boolean isHarmless() {
        return harmless;
    }
}
