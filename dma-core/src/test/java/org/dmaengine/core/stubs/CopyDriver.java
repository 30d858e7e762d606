package org.dmaengine.core.stubs;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReference;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// A driver that copies memory as fast as it can and notices when the core calls it from two threads at a time.
public class CopyDriver implements ChannelDriver {
    private final ChannelCapabilities capabilities;
    private final EngineSpec engine;
    private final AtomicReference<Thread> inside = new AtomicReference<>();
    private volatile String overlap = "";
    private volatile long copies;
    private volatile ChannelHost host;

    public CopyDriver(ChannelCapabilities capabilities, EngineSpec engine) {
        this.capabilities = capabilities;
        this.engine = engine;
    }

    /// Which two calls overlapped; empty if none did.
    public String overlap() {
        return overlap;
    }

    /// Steps so far.
    public long copies() {
        return copies;
    }

    @Override
    public ChannelCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    @Override
    public void open(ChannelHost newHost) {
        host = newHost;
    }

    /// Has its channel looked after, as a device's interrupt does; it never waits for one itself.
    public void wake() {
        host.wake();
    }

    @Override
    public long start(Transfer transfer) {
        enter("start");
        leave();
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        enter("step");
        try {
            long bytes = Math.min(limit, transfer.run());
            MemorySegment.copy(transfer.source(), transfer.sourceOffset(), transfer.destination(), transfer.destinationOffset(), bytes);
            copies++;
            return bytes;
        } finally {
            leave();
        }
    }

    @Override
    public long pause(Transfer active) {
        enter("pause");
        leave();
        return 0;
    }

    @Override
    public void resume(Transfer active) {
        enter("resume");
        leave();
    }

    @Override
    public long stop(Transfer transfer) {
        enter("stop");
        leave();
        return 0;
    }

    @Override
    public void close() {
        enter("close");
        leave();
    }

    private void enter(String call) {
        Thread other = inside.getAndSet(Thread.currentThread());
        // A late fault of a truncated file may have kept this very thread from saying that it has left.
        if (other != null && other != Thread.currentThread()) {
            overlap = call + " on " + Thread.currentThread().getName() + " while " + other.getName() + " is inside";
        }
    }

    private void leave() {
        inside.set(null);
    }
}
