package org.dmaengine.tools.swap;

import org.dmaengine.tools.CommandFailure;

/// Finds the ways there are to replace a controller.
@FunctionalInterface
public interface Swaps {
    /// One way for one controller.
    ///
    /// @throws CommandFailure if there is no such controller, or nothing of it can be replaced in this way
    Swap of(SwapKind kind, String controller) throws CommandFailure;
}
