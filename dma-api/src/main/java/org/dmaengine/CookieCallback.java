package org.dmaengine;

import org.osgi.annotation.versioning.ConsumerType;

/// The completion callback of clients that allocate nothing: primitives instead of a [TransferResult].
///
/// The rules of [CompletionCallback] hold: completer thread, in order, no lock, same calls allowed.
@ConsumerType
@FunctionalInterface
public interface CookieCallback {
    /// Takes note of the end of a transfer or of passed periods of a cyclic one.
    ///
    /// @param residue bytes that were not moved; of a running cyclic transfer the bytes to the end of the ring
    void onComplete(long cookie, TransferOutcome outcome, long residue);
}
