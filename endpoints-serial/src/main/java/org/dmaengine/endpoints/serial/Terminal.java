package org.dmaengine.endpoints.serial;

import java.io.IOException;
import java.nio.ByteBuffer;

/// One open terminal line, as the operating system has it. All native access of this bundle is behind this interface.
///
/// Nothing in here blocks but [#await], which a [Bell] ends, and [#drain], which [#discardOutput] ends. One thread may read while
/// another one writes. Whoever closes it sees to it that no other call is under way, or comes later.
interface Terminal extends AutoCloseable {
    /// What a read or write can wait for.
    enum Readiness {
        /// There are bytes to read, or the line has been hung up.
        INPUT,
        /// There is room to write, or the line has been hung up.
        OUTPUT
    }

    /// Ends an [#await], from any thread, before it begins as well: once rung it stays so.
    interface Bell extends AutoCloseable {
        void ring();

        @Override
        void close();
    }

    /// Says whether it is a pseudo-terminal, which sends as fast as its peer reads.
    boolean isPseudo();

    /// The line's present settings.
    LineSettings settings() throws IOException;

    /// Makes these the line's settings, at once, without losing what has been received or not yet been sent.
    void settings(LineSettings settings) throws IOException;

    /// A bell for waits on this line.
    Bell bell() throws IOException;

    /// Waits until the line is ready or the bell has rung.
    ///
    /// @return whether the line is ready
    boolean await(Readiness readiness, Bell bell) throws IOException;

    /// Waits so long, or until the bell has rung.
    void pass(Bell bell, long nanos) throws IOException;

    /// Reads what there is.
    ///
    /// @return bytes read, 0 if there are none now
    /// @throws HungUpException if there will be no more
    int read(ByteBuffer target) throws IOException;

    /// Writes as much as there is room for.
    ///
    /// @return bytes written, 0 if there is no room now
    /// @throws HungUpException if nobody will take them
    int write(ByteBuffer source) throws IOException;

    /// Waits until the line has sent all that was written. Of a pseudo-terminal that is at once: it sends by being read.
    void drain() throws IOException;

    /// Drops what was written and not sent.
    void discardOutput() throws IOException;

    @Override
    void close();
}
