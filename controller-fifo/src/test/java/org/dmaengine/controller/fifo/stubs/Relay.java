package org.dmaengine.controller.fifo.stubs;

import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.core.stubs.ForwardingDriver;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.Transfer;

/// Hands a lease from one driver to the next in the middle of what it does, the way the core does it in order: to the core it is a pause, in
/// which the former driver lets go of everything, and a resume, in which the next one goes on. In between nobody serves the lease.
public final class Relay extends ForwardingDriver {
    private ChannelDriver now;
    private ChannelDriver next;
    private boolean nobody;
    private ChannelHost host;

    public Relay(ChannelDriver first) {
        super(first);
        now = first;
    }

    /// With the next pause this driver takes over.
    public void next(ChannelDriver driver) {
        next = driver;
    }

    /// Says whether this driver is the one that serves.
    public boolean serves(ChannelDriver driver) {
        return now == driver && !nobody;
    }

    @Override
    public void open(ChannelHost newHost) {
        host = newHost;
        now.open(newHost);
    }

    @Override
    public void validate(ExtendedSlaveConfig config) {
        now.validate(config);
    }

    @Override
    public void check(Transfer transfer) {
        if (!nobody) {
            now.check(transfer);
        }
    }

    @Override
    public long start(Transfer transfer) {
        attach();
        return now.start(transfer);
    }

    @Override
    public long step(Transfer transfer, long limit) {
        return now.step(transfer, limit);
    }

    @Override
    public long pause(Transfer active) {
        if (next == null) {
            return now.pause(active);
        }
        now.handOver();
        long moved = active == null ? 0 : now.stop(active);
        now.close();
        nobody = true;
        return moved;
    }

    @Override
    public void resume(Transfer active) {
        if (!attach()) {
            now.resume(active);
        } else if (active != null) {
            now.check(active);
            now.start(active);
            host.wake();
        }
    }

    private boolean attach() {
        if (!nobody) {
            return false;
        }
        nobody = false;
        now = next;
        next = null;
        now.open(host);
        return true;
    }

    @Override
    public long stop(Transfer transfer) {
        return nobody ? 0 : now.stop(transfer);
    }

    @Override
    public void close() {
        if (!nobody) {
            now.close();
        }
    }
}
