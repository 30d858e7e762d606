package org.dmaengine;

/// What becomes of the transfer under way when its controller leaves while another one can take over.
///
/// | policy | the controller leaves in order | it breaks or hangs |
/// | --- | --- | --- |
/// | `DRAIN` | may finish within `swap.drain`; else stops, and the rest goes on from that byte | ends `ABORTED` |
/// | `STOP` | stops at once, and the rest goes on from that byte | ends `ABORTED` |
/// | `REPLAY` | as `DRAIN` | starts again from its first byte |
/// | `FAIL` | stops at once and ends `ABORTED` with its residue | ends `ABORTED` |
///
/// What waits behind it is kept in every case, and goes on with the replacement.
public enum SwapPolicy {
    /// It may finish on the controller that leaves, if it can within `swap.drain`; the default.
    DRAIN,

    /// Nothing is waited for: the shortest interruption.
    STOP,

    /// What a broken controller has left half done is done again. For copies and fills between memory whose source and destination do not
    /// overlap; whatever else is prepared meanwhile is refused, since a device would see words twice.
    REPLAY,

    /// It does not go on elsewhere: for a device that must not be given the second half of something.
    FAIL
}
