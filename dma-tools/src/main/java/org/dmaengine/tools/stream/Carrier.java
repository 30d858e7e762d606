package org.dmaengine.tools.stream;

import org.dmaengine.tools.CommandFailure;

/// Brings bytes from one channel to another through memory, until the source ends.
interface Carrier extends AutoCloseable {
    /// Issues the first transfers.
    void start();

    /// Looks whether a transfer has failed.
    ///
    /// @throws CommandFailure if so, with what the engine says of it
    void check() throws CommandFailure;

    /// Everything is with the sink: compares what the transfers say with the number of bytes that the ports saw.
    ///
    /// @throws CommandFailure if they disagree
    void finish(long total) throws CommandFailure, InterruptedException;

    /// Submits nothing more: what is terminated behind this stays so.
    void stop();

    /// Frees the memory; nothing is in flight any more.
    @Override
    void close();
}
