package org.dmaengine.endpoints.pump;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.PumpedDevice;
import org.dmaengine.endpoints.PumpedPort;
import org.dmaengine.fifo.RequestLine;

/// A port and the thread that pumps for it. The engine's side takes no lock and never waits.
///
/// The engine is woken by [Request]'s rule, the pump by the same one: say what you wait for, then look again; move bytes, then look whether somebody waits.
///
/// ```text
///   pump     awaited = bytes;    fence;   enough? else park
///   engine   positions changed;  fence;   awaited, and there?  awaited = 0, unpark
/// ```
abstract class Pump implements PumpedPort {
    private final String endpoint;
    private final Direction direction;
    final PumpedDevice device;
    final ByteRing ring;
    private final Thread thread;
    private final CountDownLatch opened = new CountDownLatch(1);

    final Request request;
    /// Bytes or room that the pump sleeps for; 0 while it is awake.
    private volatile int awaited;

    volatile boolean closed;
    volatile boolean finishing;
    /// Why the device gives or takes no more; written before `over`.
    private volatile String failure;
    private volatile Throwable cause;
    private volatile boolean failedOpen;
    /// The pump will not touch the ring any more.
    private volatile boolean over;

    Pump(String endpoint, Direction direction, PumpedDevice device, int buffer) {
        this.endpoint = endpoint;
        this.direction = direction;
        this.device = device;
        ring = new ByteRing(buffer);
        request = new Request(endpoint);
        thread = Thread.ofPlatform().daemon().name("endpoint " + endpoint).inheritInheritableThreadLocals(false).unstarted(this::run);
    }

    /// Moves bytes until there are no more, or it is not wanted any more.
    abstract void pump() throws IOException;

    /// What stands behind the reason of a failure: how far it got. Asked when it is told, not when it happened: a burst that was
    /// under way then has put its bytes, too.
    abstract String extent();

    // ---- thread of the pump ----

    final void start() {
        OpenPorts.add(this);
        thread.start();
    }

    private void run() {
        try (device) {
            if (!closed) {
                device.open();
                opened.countDown();
                pump();
            }
        } catch (IOException | RuntimeException | Error e) {
            if (!isWantedEnd()) {
                cause = e;
                failedOpen = opened.getCount() != 0;
                failure = Reasons.of(e);
            }
        } finally {
            over = true;
            OpenPorts.remove(this);
            opened.countDown();
            request.raise();
        }
    }

    /// Whether an exception in the pump is the answer to a close, and nothing that anybody should hear of.
    boolean isWantedEnd() {
        return closed;
    }

    /// Sleeps until so many bytes are there, or the time is over; may wake early.
    ///
    /// @param nanos 0 for no limit
    final void sleepFor(int bytes, long nanos) {
        awaited = bytes;
        VarHandle.fullFence();
        if (available() < bytes && !closed && !finishing) {
            if (nanos == 0) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
        }
        awaited = 0;
    }

    /// What the pump waits for: bytes to write, or room to read into.
    abstract int available();

    // ---- threads of the engine ----

    /// What the pump waits for may have come.
    final void wakeIfDue() {
        VarHandle.fullFence();
        int wanted = awaited;
        if (wanted != 0 && available() >= wanted) {
            wakePump();
        }
    }

    private void wakePump() {
        awaited = 0;
        LockSupport.unpark(thread);
    }

    final boolean isOver() {
        return over;
    }

    final boolean hasFailed() {
        return over && failure != null;
    }

    /// @throws IOException if the device has failed, or the port is closed
    final void checkAlive() throws IOException {
        if (closed) {
            throw new IOException(endpoint + ": the port is closed");
        }
        if (hasFailed()) {
            throw new IOException(endpoint + ": " + failure + (failedOpen ? "" : extent()), cause);
        }
    }

    /// The device has never been there.
    final boolean hasFailedToOpen() {
        return failedOpen;
    }

    @Override
    public final Direction direction() {
        return direction;
    }

    @Override
    public final int depth(int wordBytes) {
        return ring.capacity() / wordBytes;
    }

    @Override
    public final void connect(RequestLine newLine) {
        request.connect(newLine);
    }

    @Override
    public final void disconnect() {
        request.disconnect();
    }

    // ---- any thread ----

    @Override
    public final String endpoint() {
        return endpoint;
    }

    @Override
    public final PumpedPort awaitOpen(Duration timeout) throws IOException {
        try {
            if (!opened.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException(endpoint + ": not open after " + timeout.toMillis() + " ms, given up");
            }
            checkAlive();
            return this;
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            if (opened.getCount() != 0 || failure != null) {
                close();
            }
        }
    }

    /// Asks the pump to come to an end.
    final void requestEnd() {
        finishing = true;
        wakePump();
    }

    /// Waits for the pump to have come to an end.
    ///
    /// @return whether it has
    final boolean awaitEnd(Duration timeout) throws IOException {
        try {
            return thread.join(timeout.isPositive() ? timeout : Duration.ofNanos(1));
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException(endpoint + ": interrupted while waiting for it");
    }

    final void closeDevice() {
        try {
            device.close();
        } catch (IOException | RuntimeException e) {
            // What could not be closed is gone all the same.
        }
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            wakePump();
            closeDevice();
            request.raise();
        }
    }

    /// Waits for the thread of a closed port; not on that thread itself, and not when interrupted.
    final boolean hasEnded(Duration timeout) {
        try {
            return Thread.currentThread() == thread || thread.join(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !thread.isAlive();
        }
    }

    @Override
    public final String toString() {
        return endpoint;
    }
}
