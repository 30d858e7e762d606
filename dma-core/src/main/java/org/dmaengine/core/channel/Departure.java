package org.dmaengine.core.channel;

/// What became of a lease whose driver was taken away.
///
/// @param waits    whether it waits for a replacement from now on; false if it had none to lose: it is being opened, released, or has lost its
///                 driver before
/// @param answered whether the driver has let go of everything; false if a call of it has not returned
public record Departure(boolean waits, boolean answered) {
}
