package org.dmaengine.tools.swap;

import org.dmaengine.DmaException;
import org.dmaengine.tools.CommandFailure;

/// One way to take a controller from under its clients, ready to be gone again and again. For one thread, which must not be interrupted
/// meanwhile: a bundle half stopped helps nobody.
public interface Swap extends AutoCloseable {
    /// Replaces the controller once; returns when the replacement's channels are listed and the former ones are not.
    ///
    /// @throws CommandFailure        if the framework or the configuration refuses
    /// @throws DmaException.TimedOut if no replacement came
    void once() throws CommandFailure;

    /// Puts back what the user had, if that is not there already.
    ///
    /// @throws CommandFailure        if that cannot be; says what is there instead
    /// @throws DmaException.TimedOut if what is put back does not come up
    @Override
    default void close() throws CommandFailure {
        // most leave things as they were
    }
}
