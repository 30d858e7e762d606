package org.dmaengine.fifo;

import org.osgi.annotation.versioning.ProviderType;

/// The wire from a [FifoPort] to the controller that uses it.
@ProviderType
public interface RequestLine {
    /// Says that the port's level has risen, that it has come to an end, or that it has failed: the controller will look.
    ///
    /// May be called on any thread, at any time, inside the port's own methods too, and more often than needed; never blocks, never calls
    /// the port. After [FifoPort#disconnect] it does nothing.
    void raise();
}
