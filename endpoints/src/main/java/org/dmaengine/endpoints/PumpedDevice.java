package org.dmaengine.endpoints;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/// A device that may block, as the thread of a [PumpedPort] sees it. All calls but [#close] come from that thread.
@ConsumerType
public interface PumpedDevice extends AutoCloseable {
    /// Opens the device: connects, waits for a peer. Called once, first. May block for ever.
    ///
    /// @throws IOException says why not; the port puts the endpoint's name in front
    default void open() throws IOException {
    }

    /// Waits until there is something, and gives what there is.
    ///
    /// @param buffer native memory with room
    /// @return bytes read, at least 1; -1 at the end
    default int read(ByteBuffer buffer) throws IOException {
        throw new IOException("gives nothing");
    }

    /// Waits until it can take something, and takes what it can.
    ///
    /// @param buffer native memory with something in it
    /// @return bytes written, at least 1
    default int write(ByteBuffer buffer) throws IOException {
        throw new IOException("takes nothing");
    }

    /// Everything has been written and nothing more will come: waits until it has gone, and lets the other side see the end. Closed behind it.
    default void finish() throws IOException {
    }

    /// Lets go, and makes every call that another thread is blocked in return or throw at once. Any thread, at any time, before
    /// and during [#open] too; more than once.
    @Override
    void close() throws IOException;
}
