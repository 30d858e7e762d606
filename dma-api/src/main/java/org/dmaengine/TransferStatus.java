package org.dmaengine;

/// What [DmaChannel#status] saw of one transfer (`dma_tx_state`, ST-02).
///
/// @param cookie    the transfer asked about
/// @param status    where it stands
/// @param last      the last cookie of this lease that has ended
/// @param used      the last cookie that was assigned, issued or not (ST-06)
/// @param residue   bytes not yet moved; of a cyclic transfer the bytes to the end of the ring (ST-17)
/// @param inFlight  bytes inside the controller: read but not delivered yet, or the reverse (ST-19)
public record TransferStatus(long cookie, DmaStatus status, long last, long used, long residue, long inFlight) {
    /// Says whether another cookie of the same lease had ended when this was taken (`dma_async_is_complete`): one
    /// query answers for many (ST-28).
    public boolean hasEnded(long other) {
        return other >= 1 && other <= last;
    }
}
