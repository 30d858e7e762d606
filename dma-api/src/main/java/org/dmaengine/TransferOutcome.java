package org.dmaengine;

/// How a transfer ended (`dmaengine_tx_result`, CB-02).
///
/// | outcome | what the client may rely on |
/// | --- | --- |
/// | `NO_ERROR` | length minus residue bytes arrived; a residue above 0 is a short transfer (CB-17) |
/// | `READ_FAILED` | the source failed; the bytes before it arrived |
/// | `WRITE_FAILED` | the destination failed; the bytes before it arrived |
/// | `ABORTED` | dropped, or never started; the bytes counted arrived |
public enum TransferOutcome {
    /// Ended as asked, possibly short.
    NO_ERROR,
    /// The source could not be read.
    READ_FAILED,
    /// The destination could not be written.
    WRITE_FAILED,
    /// Terminated by the client or lost with its controller.
    ABORTED
}
