package org.dmaengine.core.channel;

/// Where a lease finds the driver that it is bound to now. A swap replaces the attachment as a whole.
///
/// Written under the channel's lock, by [Swap] only. Between two drivers the former attachment stays: it calls no driver any
/// more, and lets go of what is dropped. Volatile: a client that acts on a former one does no harm, since whoever publishes work
/// does so first and then looks who is to do it, and a new attachment looks for work after it was published.
final class Seat {
    private volatile Attachment attachment;
    // Guarded by the channel's lock: bytes lost by the devices of former ones.
    private long lossesBefore;

    Attachment now() {
        return attachment;
    }

    void take(Attachment next) {
        lossesBefore = attachment == null ? 0 : losses();
        attachment = next;
    }

    /// Bytes that devices have lost or made up during the transfers of the lease. Under the channel's lock.
    long losses() {
        return lossesBefore + attachment.losses();
    }

    /// The channel's name, that of the driver it is or was last bound to.
    String name() {
        return attachment.binding().name();
    }

    Stepper stepper() {
        return attachment.stepper();
    }
}
