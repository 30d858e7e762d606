package org.dmaengine.endpoints.configured;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.Endpoints;
import org.dmaengine.endpoints.UnknownSchemeException;
import org.dmaengine.endpoints.pump.Request;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.RequestLine;
import org.osgi.service.log.Logger;

/// A configured endpoint: there from the first moment, quiet until the device is open.
///
/// ```text
///   OPENING ──open──▶ OPEN ──fails, ends; the transfer is told──▶ OPENING   if it is to be reopened
///      │                └──────────────────────────────────────▶ (stays)   if not: it fails for ever
///      └──refused──▶ waits, twice as long each time, and tries again; without reopen: REFUSED, every transfer is told
/// ```
///
/// A scheme that is not there yet is waited for in either case; what its scheme does not understand is refused in either case.
final class ReopeningPort implements FifoPort, AutoCloseable {
    private static final long SHORTEST_WAIT = 50_000_000;
    private static final long LONGEST_WAIT = 5_000_000_000L;
    /// While a system starts schemes come one after the other: only one that is awaited for longer is worth a line in the log.
    private static final long WORTH_TELLING = 500_000_000;
    private static final Duration LAST_BYTES = Duration.ofMillis(100);

    private final EndpointSettings settings;
    private final Endpoints endpoints;
    private final Logger log;
    private final Request request;

    // Written under the monitor; a device is never called there.
    private RequestLine line;
    private volatile EndpointPort port;
    private volatile IOException refusal;
    private volatile boolean closed;
    private volatile Thread opener;
    private long lostBefore;
    private String told;

    ReopeningPort(EndpointSettings settings, Endpoints endpoints, Logger log) {
        this.settings = settings;
        this.endpoints = endpoints;
        this.log = log;
        request = new Request(settings.endpoint());
    }

    // ---- opening, on a thread of its own ----

    void open() {
        synchronized (this) {
            if (closed) {
                return;
            }
            opener = Thread.ofPlatform().daemon().name("endpoint " + settings.endpoint() + " opening")
                    .inheritInheritableThreadLocals(false).unstarted(this::tryUntilOpen);
        }
        opener.start();
    }

    private void tryUntilOpen() {
        long wait = SHORTEST_WAIT;
        while (!closed && !isOpened(wait)) {
            LockSupport.parkNanos(this, wait);
            wait = Math.min(wait * 2, LONGEST_WAIT);
        }
    }

    /// Tries once; answers whether there is nothing more to try.
    ///
    /// @param wait until the next attempt
    private boolean isOpened(long wait) {
        try {
            install(endpoints.open(settings.endpoint(), settings.direction()));
            return true;
        } catch (IOException e) {
            tell(e);
            return !settings.reopen() && isRefused(e);
        } catch (UnknownSchemeException e) { // it may come, or never will
            if (wait > WORTH_TELLING) {
                tell(e);
            }
            return false;
        } catch (IllegalArgumentException e) { // it will never be understood
            tell(e);
            return isRefused(new IOException(e.getMessage(), e));
        } catch (RuntimeException e) {
            tell(e);
            return false;
        }
    }

    private boolean isRefused(IOException reason) {
        refusal = reason;
        request.raise();
        return true;
    }

    private void install(EndpointPort opened) {
        synchronized (this) {
            if (!closed) {
                if (line != null) {
                    opened.connect(line);
                }
                port = opened;
                told = null;
            }
        }
        if (closed) {
            opened.close();
        }
        log.info("Request line {} is wired to {}", settings.service().get(REQUEST_LINE), opened.endpoint());
        request.raise();
    }

    private void tell(Exception reason) {
        String message = reason.getMessage() == null ? reason.getClass().getName() : reason.getMessage();
        if (!closed && !message.equals(told)) {
            told = message;
            log.warn("Request line {} waits for its endpoint: {}", settings.service().get(REQUEST_LINE), message);
        }
    }

    /// The transfer is about to be told; what follows is for the next connection.
    private void failed(EndpointPort broken, IOException reason) {
        if (!settings.reopen()) {
            return;
        }
        synchronized (this) {
            if (port != broken || closed) {
                return;
            }
            port = null;
            lostBefore += broken.losses();
        }
        log.info("Request line {} is opened again: {}", settings.service().get(REQUEST_LINE), reason.getMessage());
        broken.close();
        open();
    }

    // ---- the port ----

    @Override
    public Direction direction() {
        return settings.direction();
    }

    @Override
    public Set<BusWidth> widths() {
        return EndpointPort.ANY_WIDTH;
    }

    @Override
    public void connect(RequestLine newLine) {
        request.connect(newLine);
        synchronized (this) {
            line = newLine;
            if (port != null) {
                port.connect(newLine);
            }
        }
    }

    @Override
    public void disconnect() {
        request.disconnect();
        synchronized (this) {
            line = null;
            if (port != null) {
                port.disconnect();
            }
        }
    }

    @Override
    public int level(int wordBytes) throws IOException {
        EndpointPort open = port;
        if (open == null) {
            checkRefusal();
            return 0;
        }
        try {
            return open.level(wordBytes);
        } catch (IOException e) {
            failed(open, e);
            throw e;
        }
    }

    private void checkRefusal() throws IOException {
        IOException reason = refusal;
        if (reason != null) {
            throw new IOException(reason.getMessage() == null ? reason.getClass().getName() : reason.getMessage(), reason);
        }
        if (closed) {
            throw new IOException(settings.endpoint() + ": its configuration is gone");
        }
    }

    @Override
    public int depth(int wordBytes) {
        EndpointPort open = port;
        return open == null ? FifoPort.super.depth(wordBytes) : open.depth(wordBytes);
    }

    @Override
    public boolean lastWords() {
        EndpointPort open = port;
        return open != null && open.lastWords();
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) throws IOException {
        EndpointPort open = port;
        if (open == null) {
            checkRefusal();
            return 0;
        }
        try {
            return open.burst(address, memory, offset, words, wordBytes);
        } catch (IOException e) {
            failed(open, e);
            throw e;
        }
    }

    @Override
    public boolean atEnd() {
        EndpointPort open = port;
        return open != null && open.atEnd();
    }

    @Override
    public void passEnd() {
        EndpointPort open = port;
        if (open != null) {
            open.passEnd();
        }
    }

    @Override
    public synchronized long losses() {
        return lostBefore + (port == null ? 0 : port.losses());
    }

    @Override
    public void close() {
        EndpointPort open;
        synchronized (this) {
            closed = true;
            open = port;
        }
        LockSupport.unpark(opener);
        if (open != null) {
            letGo(open);
        }
    }

    private void letGo(EndpointPort open) {
        try {
            if (settings.direction() == Direction.MEM_TO_DEV) {
                open.finish(LAST_BYTES);
            }
        } catch (IOException e) {
            if (open.passed() < open.moved()) { // or it waits only for the other side to end
                log.warn("Request line {} goes: {}", settings.service().get(REQUEST_LINE), e.getMessage());
            }
        } finally {
            open.close();
        }
    }

    @Override
    public String toString() {
        return settings.endpoint();
    }
}
