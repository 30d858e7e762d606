package org.dmaengine.core.channel.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferFault;

/// A driver with the habits that its environment says. Once it has broken it moves nothing any more.
final class HabitDriver implements ChannelDriver {
    private final ChannelCapabilities capabilities;
    private final EngineSpec engine;
    private final Environment environment;
    private boolean broken;
    ChannelHost host;

    HabitDriver(Setup setup, Environment environment) {
        this.capabilities = setup.capabilities();
        this.engine = setup.engine();
        this.environment = environment;
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

    @Override
    public long start(Transfer transfer) {
        breakIn(Environment.Break.START);
        return faulty(Environment.Break.FAULT_AT_START, move(transfer, environment.atStart));
    }

    @Override
    public long step(Transfer transfer, long limit) {
        Environment.Event event = environment.takeEvent();
        if (event != Environment.Event.NOTHING) {
            return happen(event, transfer, limit);
        }
        long moved = move(transfer, Math.min(environment.allowed, limit));
        environment.allowed -= (int) moved;
        return moved;
    }

    @Override
    public long pause(Transfer active) {
        if (active == null) {
            return 0;
        }
        breakIn(Environment.Break.PAUSE);
        return faulty(Environment.Break.FAULT_AT_PAUSE, move(active, environment.atPause));
    }

    @Override
    public void resume(Transfer active) {
        if (active != null) {
            breakIn(Environment.Break.RESUME);
        }
    }

    @Override
    public long stop(Transfer transfer) {
        breakIn(Environment.Break.STOP);
        return broken ? 0 : faulty(Environment.Break.FAULT_AT_STOP, move(transfer, environment.atStop));
    }

    @Override
    public void close() {
        // Nothing is held beyond a transfer.
    }

    private void breakIn(Environment.Break call) {
        if (!broken && environment.breaksIn(call)) {
            broken = true;
            throw new IllegalStateException("broken in " + call);
        }
    }

    private long faulty(Environment.Break call, long moved) {
        if (environment.breaksIn(call)) {
            throw TransferFault.read(moved, "no data in " + call, null);
        }
        return moved;
    }

    private long happen(Environment.Event event, Transfer transfer, long limit) {
        if (event == Environment.Event.BREAKS) {
            broken = true;
            throw new IllegalStateException("broken in a step");
        }
        long moved = move(transfer, Math.min(environment.eventAfter, limit));
        switch (event) {
            case READ_FAULT -> throw TransferFault.read(moved, "no data", null);
            case WRITE_FAULT -> throw TransferFault.write(moved, "no room", null);
            default -> transfer.end();
        }
        return moved;
    }

    /// Moves up to so many bytes of the current run, in a ring no further than its period.
    private long move(Transfer t, long most) {
        long bytes = Math.min(most, t.run());
        if (t.periodLength() != 0) {
            bytes = Math.min(bytes, t.periodLength() - t.moved() % t.periodLength());
        }
        MemorySegment from = t.source();
        MemorySegment to = t.destination();
        for (long i = 0; i < bytes; i++) {
            byte value = from != null ? from.get(ValueLayout.JAVA_BYTE, t.sourceOffset() + i)
                    : t.direction().isSlave() ? environment.fromDevice() : t.fillValue();
            if (to != null) {
                to.set(ValueLayout.JAVA_BYTE, t.destinationOffset() + i, value);
            } else {
                environment.toDevice(value);
            }
        }
        return bytes;
    }
}
