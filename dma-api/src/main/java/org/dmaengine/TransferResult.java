package org.dmaengine;

/// How one transfer ended, or that periods of a cyclic one have passed; handed to callbacks and stages.
///
/// Sizes are in bytes. An immutable value: it may be kept and passed on.
///
/// @param cookie    the transfer
/// @param outcome   how it ended; `NO_ERROR` for a period of a running cyclic or repeated transfer
/// @param length    bytes asked for; of a cyclic transfer the ring
/// @param residue   bytes of `length` that were not moved; of a running cyclic transfer the bytes to the end of the
///                  ring (ST-17)
/// @param uncertain bytes after the counted ones that a failed step may have touched, at most one step; else 0
/// @param losses    bytes that the device itself lost, or had to make up, while this was active: an overrun of a receiver,
///                  an underrun of a sender. Not part of `length`; 0 where the device counts none
/// @param periods   periods (cyclic) or passes (repeated) that this call stands for: callbacks coalesce (CB-07), but
///                  each period is told of once, unless a terminate drops it; 0 for the end of a transfer
/// @param sequence  number of the last of those periods, counted from 1 since the transfer started; of the end of a
///                  repeated transfer the number of the pass with which it ended
/// @param detail    why it ended like this, for people; empty where there is nothing to say
public record TransferResult(long cookie, TransferOutcome outcome, long length, long residue, long uncertain, long losses,
                             long periods, long sequence, String detail) {
    /// Says whether this is about periods that have passed of a transfer that goes on, rather than about its end.
    public boolean isPeriod() {
        return periods > 0;
    }

    /// Bytes that arrived for certain.
    public long transferred() {
        return length - residue;
    }

    /// Says whether it ended without error.
    public boolean isOk() {
        return outcome == TransferOutcome.NO_ERROR;
    }
}
