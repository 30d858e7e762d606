package org.dmaengine;

/// Where a submitted transfer stands (`dma_status`, ST-01; differences in docs).
///
/// | status | ended | residue |
/// | --- | --- | --- |
/// | `IN_PROGRESS` | no | bytes still to move; the full length until it starts |
/// | `PAUSED` | no | exact |
/// | `COMPLETE` | yes | 0, or what a short transfer left |
/// | `ERROR` | yes | bytes that did not arrive |
/// | `ABORTED` | yes | bytes that did not arrive |
public enum DmaStatus {
    /// Ended without error. Its callback may still be running or waiting to run (CB-05).
    COMPLETE,
    /// Submitted, issued or active.
    IN_PROGRESS,
    /// In progress on a paused channel.
    PAUSED,
    /// Ended with [TransferOutcome#READ_FAILED] or [TransferOutcome#WRITE_FAILED].
    ERROR,
    /// Ended with [TransferOutcome#ABORTED].
    ABORTED;

    /// Says whether the transfer has ended, one way or another.
    public boolean isEnded() {
        return this != IN_PROGRESS && this != PAUSED;
    }
}
