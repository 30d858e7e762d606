package org.dmaengine.spi;

import org.osgi.annotation.versioning.ProviderType;

/// Takes controllers out of use; implemented by the engine core, for operators and tests.
@ProviderType
public interface ControllerAdmin {
    /// Declares the controller broken, as if each of its drivers had thrown in the call that is under way or comes next: what a step under
    /// way moves does not count. Its channels are not used again before they are registered anew; leases look for
    /// a replacement, and what was under way ends as [org.dmaengine.SwapPolicy] says of a controller that breaks. Returns at once.
    ///
    /// @param controller name of the controller; of several of one name each is meant
    /// @param reason     what the log and the ends of transfers say
    /// @return how many of its channels were in use
    /// @throws IllegalArgumentException if no controller of that name is present
    int fail(String controller, String reason);
}
