package org.dmaengine.controller.virtual;

import java.lang.foreign.MemorySegment;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// A channel that copies and fills memory as slowly as its pace says, on the clock of its host. While it is paused its time stands still.
///
/// It holds no thread and looks at no other clock: where the host's stands still, so does this.
public final class PacedChannel implements ChannelDriver {
    private final ChannelCapabilities capabilities;
    private final EngineSpec engine;
    private final Pace pace;
    private final int number;
    // Of whoever calls the driver.
    private ChannelHost host;
    private long transfers;
    private long ready;
    private long before;
    private long pausedAt;

    /// @param engine not assistable, or clients would find that nothing is due
    /// @param number of the channel within its controller
    public PacedChannel(EngineSpec engine, Pace pace, int number) {
        this.engine = engine;
        this.pace = pace;
        this.number = number;
        capabilities = ChannelCapabilities.of(Capability.MEMCPY, Capability.MEMCPY_SG, Capability.MEMSET, Capability.MEMSET_SG, Capability.INTERRUPT,
                Capability.INTERLEAVE).directions(Direction.MEM_TO_MEM).reuse(true).build();
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
        if (host != null) {
            throw new IllegalStateException("channel " + number + " of " + engine.name() + " is open for " + host.name() + "; it serves one host at a time");
        }
        host = newHost;
    }

    @Override
    public long start(Transfer transfer) {
        ready = host.nanoTime() + pace.latency(number, ++transfers);
        before = transfer.moved(); // another controller may have begun it
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        long passed = host.nanoTime() - ready;
        long done = transfer.moved() - before;
        long all = transfer.length() - before;
        long bytes = Math.min(Math.min(limit, transfer.run()), pace.due(passed, all) - done);
        if (bytes > 0) {
            move(transfer, bytes);
            return bytes;
        }
        host.waitsFor("the time of its next bytes");
        host.wakeAt(ready + pace.nanos(Math.min(all, (done / pace.burst() + 1) * pace.burst())));
        return 0;
    }

    private static void move(Transfer transfer, long bytes) {
        switch (transfer.kind()) {
            case MEMCPY, INTERLEAVED -> MemorySegment.copy(transfer.source(), transfer.sourceOffset(), transfer.destination(),
                    transfer.destinationOffset(), bytes);
            case MEMSET -> transfer.destination().asSlice(transfer.destinationOffset(), bytes).fill(transfer.fillValue());
            default -> throw new IllegalStateException("a channel that moves memory was handed a transfer of kind " + transfer.kind());
        }
    }

    @Override
    public long pause(Transfer active) {
        pausedAt = host.nanoTime();
        return 0;
    }

    @Override
    public void resume(Transfer active) {
        ready += host.nanoTime() - pausedAt;
    }

    @Override
    public long stop(Transfer transfer) {
        return 0;
    }

    @Override
    public void close() {
        host = null;
    }

    @Override
    public String toString() {
        return "channel " + number + " of " + engine.name();
    }
}
