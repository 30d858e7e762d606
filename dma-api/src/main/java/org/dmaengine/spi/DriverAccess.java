package org.dmaengine.spi;

import org.dmaengine.DmaException;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.ServiceReference;

/// Lends the channels of the engine core to a bundle that drives their drivers by itself for a while, as the conformance kit does
/// ([ChannelDriver#ACCESS_CAPABILITY]). A service of the core bundle, one instance for each bundle that uses it: what is still lent when
/// the bundle stops counts as broken. Any thread.
@ProviderType
public interface DriverAccess {
    /// Takes a channel that nobody holds. No client gets it meanwhile; those who ask are told who has it, those who can wait do.
    ///
    /// @param channel the service of its driver
    /// @param purpose what for, for listings: `"dma:tck"`
    /// @param recall  is told when its controller leaves
    /// @throws DmaException.ChannelBusy     if somebody holds it; names him
    /// @throws DmaException.NotYetAvailable if no such channel is present, or it is broken
    /// @throws DmaException.ChannelGone     if the bundle that borrows, or the core, is stopping
    Loan borrow(ServiceReference<ChannelDriver> channel, String purpose, Recall recall);

    /// Hears that the controller of a channel that has been lent leaves.
    @ConsumerType
    @FunctionalInterface
    interface Recall {
        /// The loan is to be closed by then. Whoever takes the controller away waits for that, and the driver may still be called to let go
        /// of what it has in hand; afterwards it may not be called at all.
        ///
        /// Called inside the service event, where the driver is still whole; may be called before [DriverAccess#borrow] returns.
        ///
        /// @param deadline in [System#nanoTime]
        void leaves(long deadline);
    }

    /// A channel that has been lent.
    interface Loan extends AutoCloseable {
        /// Gives it back: its driver is closed again, and has nothing in hand. Closing twice is harmless.
        @Override
        void close();

        /// Gives it back as one that nobody can have before it is registered anew: its driver does not let go of something.
        void closeBroken(String why);
    }
}
