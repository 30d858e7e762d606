package org.dmaengine;

/// What [DmaChannel#status] or [DmaChannel#await] saw of one transfer (`dma_tx_state`, ST-02).
///
/// @param cookie    the transfer asked about
/// @param status    where it stands
/// @param outcome   how it ended; `NO_ERROR` while it has not
/// @param last      the last cookie of this lease that has ended
/// @param used      the last cookie that was assigned, issued or not (ST-06)
/// @param residue   bytes not moved; of a cyclic transfer the bytes to the end of the ring (ST-17)
/// @param inFlight  bytes inside the controller: read but not delivered yet, or the reverse (ST-19)
/// @param uncertain bytes after the counted ones that a failed step may have touched, at most one step; else 0
/// @param losses    bytes that the device itself lost, or had to make up, while this was active
/// @param detail    for people: why it ended like this, or what it waits for; empty where there is nothing to say
public record TransferStatus(long cookie, DmaStatus status, TransferOutcome outcome, long last, long used, long residue,
                             long inFlight, long uncertain, long losses, String detail) {
    /// Says whether the transfer has ended without error.
    public boolean isOk() {
        return status == DmaStatus.COMPLETE;
    }

    /// Says whether another cookie of the same lease had ended when this was taken (`dma_async_is_complete`): one
    /// query answers for many (ST-28).
    public boolean hasEnded(long other) {
        return other >= 1 && other <= last;
    }
}
