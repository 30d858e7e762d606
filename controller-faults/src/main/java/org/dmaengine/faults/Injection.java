package org.dmaengine.faults;

/// A fault that a transfer has met.
///
/// @param kind     which
/// @param channel  number of the channel within its controller
/// @param transfer number of the transfer on that channel, counted from 1 by the calls of `start`
/// @param call     the driver's call in which it happened
/// @param moved    bytes that had been moved before
public record Injection(FaultKind kind, int channel, long transfer, String call, long moved) {
    @Override
    public String toString() {
        return kind + " in " + call + " of transfer " + transfer + " on channel " + channel + ", at byte " + moved;
    }
}
