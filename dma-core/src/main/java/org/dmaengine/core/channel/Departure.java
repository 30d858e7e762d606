package org.dmaengine.core.channel;

/// What became of a lease whose driver was taken away.
///
/// @param waits    whether it waits for a replacement from now on; false if it had none to lose: it is being opened, released, or has lost its
///                 driver before
/// @param answered whether the driver has let go of everything; false if a call of it has not returned
public record Departure(boolean waits, boolean answered) {
    /// What follows a departure at once, on the thread that has taken the driver away: every hand-over between its last step and the next
    /// driver's first is time in which nothing moves.
    @FunctionalInterface
    public interface Sequel {
        /// Called once.
        ///
        /// @return what is to be done behind that, when nobody waits for the departure any more; it may take its time
        Runnable then(Departure departure);
    }
}
