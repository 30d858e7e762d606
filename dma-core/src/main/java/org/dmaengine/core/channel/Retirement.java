package org.dmaengine.core.channel;

import java.util.function.Consumer;

/// What is done when a driver is taken away from its channel for good.
///
/// @param keeps   whether another driver goes on
/// @param orderly called by the owner when every byte that will be counted has been
/// @param abrupt  called instead, with what a call that has not returned may have touched
/// @param sequel  what follows either of them, on the thread that has done it
record Retirement(boolean keeps, Runnable orderly, Consumer<Touched> abrupt, Sequel sequel) {
    private static final Runnable NOTHING = () -> { };

    /// What follows.
    @FunctionalInterface
    interface Sequel {
        /// Called once.
        ///
        /// @param answered whether the driver has let go of everything
        /// @return what is to be done when nobody waits any more
        Runnable then(boolean answered);
    }

    /// No other driver goes on, and nothing follows.
    static Retirement last(Runnable orderly, Consumer<Touched> abrupt) {
        return new Retirement(false, orderly, abrupt, _ -> NOTHING);
    }
}
