package org.dmaengine.endpoints;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.dmaengine.BusWidth;
import org.dmaengine.fifo.FifoPort;
import org.osgi.annotation.versioning.ProviderType;

/// The port of an endpoint: a *source* gives what comes out of a file, socket or pipe, a *sink* takes what goes in.
///
/// A word is so many bytes as they come. Bytes at the end of a stream that do not fill a word are dropped, counted in [#losses], and named by the
/// exception behind the end; with words of one byte there are none.
///
/// The port belongs to whoever has opened it, who registers it as a service, and closes it when it is no service any more.
@ProviderType
public interface EndpointPort extends FifoPort, AutoCloseable {
    /// All widths that a bus may have but 3 and 128: bytes have no width of their own.
    Set<BusWidth> ANY_WIDTH = Collections.unmodifiableSet(EnumSet.of(BusWidth.BYTES_1, BusWidth.BYTES_2, BusWidth.BYTES_4, BusWidth.BYTES_8,
            BusWidth.BYTES_16, BusWidth.BYTES_32, BusWidth.BYTES_64));

    /// What it is, for people: `tcp:localhost:9000`. A port number that was left to the system is told here.
    String endpoint();

    /// Bytes that bursts have moved through the port.
    long moved();

    /// Bytes that have gone through the device itself: what a sink's device has taken, what a source's has given. The
    /// difference to [#moved] is in the port's buffer.
    default long passed() {
        return moved();
    }

    @Override
    default Set<BusWidth> widths() {
        return ANY_WIDTH;
    }

    /// Nothing more is wanted. A sink waits until its device has taken everything, and then lets the other side see the end: a file is closed, a
    /// socket's output shut down. A source reads no more; what it has buffered may still be taken, and then it is at its end.
    ///
    /// Blocks, for clients' threads. A second call waits again.
    ///
    /// @throws IOException if not all of it has arrived; says how many bytes the device has not taken. After the timeout the port
    ///                     goes on trying until it is closed
    void finish(Duration timeout) throws IOException;

    /// Lets go at once: what is buffered is dropped, the endpoint's threads end, whatever they are blocked in. Does not wait
    /// for them. Level and burst then throw. Any thread; harmless when repeated.
    @Override
    void close();
}
