package org.dmaengine.core.channel;

/// One driver under a lease, from attach to detach: what it can do, how transfers for it are checked, and who steps it.
///
/// ```text
/// (made) ──driver opened──▶ SERVING ──it leaves, breaks or hangs──▶ LEFT (terminal)
///   └──it leaves before───────────────────────────────────────────────▲
/// ```
public final class Attachment {
    private final Binding binding;
    private final Limits limits;
    private final Preparer preparer;
    private final Stepper stepper;
    private final long lossesBefore;
    // Written under the lock of the channel.
    private boolean serving;
    private volatile boolean left;

    Attachment(Binding binding, Limits limits, Preparer preparer, Stepper stepper) {
        this.binding = binding;
        this.limits = limits;
        this.preparer = preparer;
        this.stepper = stepper;
        this.lossesBefore = binding.totals().losses();
    }

    Binding binding() {
        return binding;
    }

    Limits limits() {
        return limits;
    }

    Preparer preparer() {
        return preparer;
    }

    Stepper stepper() {
        return stepper;
    }

    /// Bytes that the device has lost or made up since.
    long losses() {
        return binding.totals().losses() - lossesBefore;
    }

    /// Its driver has been opened and is the lease's. Under the lock.
    void serves() {
        serving = true;
    }

    /// It is the lease's no more. Under the lock.
    ///
    /// @return whether it has been until now
    boolean leave() {
        boolean was = serving && !left;
        left = true;
        preparer.driverIsGone();
        return was;
    }

    /// Says whether its driver must not be called any more. Any thread.
    public boolean hasLeft() {
        return left;
    }
}
