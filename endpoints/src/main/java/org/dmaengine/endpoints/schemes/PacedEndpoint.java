package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Set;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.PaceClock;
import org.dmaengine.fifo.RequestLine;

/// Another port, whose level rises no faster than a rate. The allowance is counted from the first look, so that nothing drifts; what a pause leaves unused is
/// kept up to a tenth of a second, or 4 KiB if that is more.
final class PacedEndpoint implements EndpointPort {
    private static final long SECOND = 1_000_000_000;
    private static final long LEAST_KEPT = 4096;
    /// Parts of a second after which the line is raised.
    private static final long RAISES_PER_SECOND = 100;

    private final EndpointPort inner;
    private final long rate;
    private final long kept;
    private final PaceClock clock;
    private volatile RequestLine line;

    // Of the engine's threads only.
    private boolean started;
    private long startTime;
    /// Bytes allowed since then that have been used, or have lapsed.
    private long used;
    private boolean limited;

    /// Cancels the raise that is under way; guarded by this, as is `closed`.
    private Runnable alarm;
    private boolean closed;

    PacedEndpoint(EndpointPort inner, long rate, PaceClock clock) {
        this.inner = inner;
        this.rate = rate;
        this.clock = clock;
        kept = Math.max(rate / 10, LEAST_KEPT);
    }

    @Override
    public int level(int wordBytes) throws IOException {
        int level = inner.level(wordBytes);
        int allowed = (int) Math.min(level, allowance() / wordBytes);
        limited = allowed < level;
        if (limited) {
            raiseLater(wordBytes);
        }
        return allowed;
    }

    private long allowance() {
        long now = clock.nanoTime();
        if (!started) {
            started = true;
            startTime = now;
        }
        long elapsed = now - startTime;
        long allowed = elapsed / SECOND * rate + elapsed % SECOND * rate / SECOND;
        used = Math.max(used, allowed - kept);
        return allowed - used;
    }

    private synchronized void raiseLater(int wordBytes) {
        if (alarm == null && !closed) {
            long wordTime = (SECOND * wordBytes + rate - 1) / rate;
            alarm = clock.at(clock.nanoTime() + Math.max(wordTime, SECOND / RAISES_PER_SECOND), this::ring);
        }
    }

    private void ring() {
        synchronized (this) {
            alarm = null;
        }
        RequestLine connected = line;
        if (connected != null) {
            connected.raise();
        }
    }

    @Override
    public int depth(int wordBytes) {
        return (int) Math.min(inner.depth(wordBytes), kept / wordBytes);
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) throws IOException {
        int moved = inner.burst(address, memory, offset, words, wordBytes);
        used += (long) moved * wordBytes;
        return moved;
    }

    @Override
    public boolean lastWords() {
        return !limited && inner.lastWords();
    }

    @Override
    public boolean atEnd() {
        return inner.atEnd();
    }

    @Override
    public void passEnd() {
        inner.passEnd();
    }

    @Override
    public void connect(RequestLine newLine) {
        inner.connect(newLine);
        line = newLine;
    }

    @Override
    public void disconnect() {
        line = null;
        inner.disconnect();
    }

    @Override
    public Direction direction() {
        return inner.direction();
    }

    @Override
    public Set<BusWidth> widths() {
        return inner.widths();
    }

    @Override
    public long losses() {
        return inner.losses();
    }

    @Override
    public String endpoint() {
        return "paced:" + rate + ":" + inner.endpoint();
    }

    @Override
    public long moved() {
        return inner.moved();
    }

    @Override
    public long passed() {
        return inner.passed();
    }

    @Override
    public void finish(Duration timeout) throws IOException {
        inner.finish(timeout);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (alarm != null) {
                alarm.run();
                alarm = null;
            }
        }
        inner.close();
    }

    @Override
    public String toString() {
        return endpoint();
    }
}
