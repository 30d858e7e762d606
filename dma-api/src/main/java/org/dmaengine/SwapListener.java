package org.dmaengine;

import org.osgi.annotation.versioning.ConsumerType;

/// Hears that a lease has lost its controller, and what became of it; see [DmaChannel#onSwap].
@ConsumerType
@FunctionalInterface
public interface SwapListener {
    /// Something has happened. Called on a completer thread, one event at a time and in their order; the lease's completion
    /// callbacks may run beside it. Whatever is legal in a callback of another channel is legal here.
    void onSwap(SwapEvent event);
}
