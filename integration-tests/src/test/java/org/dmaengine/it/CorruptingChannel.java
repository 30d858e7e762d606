package org.dmaengine.it;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// A copy engine with a defect: in the tenth transfer one bit arrives wrong.
final class CorruptingChannel implements ChannelDriver {
    private static final int WRONG = 10;

    private final EngineSpec engine = EngineSpec.memory("corrupting");
    private final boolean nativeMemory;
    private int transfers;

    CorruptingChannel() {
        this(false);
    }

    /// @param nativeMemory whether heap memory has to be bounced for it
    CorruptingChannel(boolean nativeMemory) {
        this.nativeMemory = nativeMemory;
    }

    @Override
    public ChannelCapabilities capabilities() {
        return ChannelCapabilities.of(Capability.MEMCPY).nativeMemory(nativeMemory).build();
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    @Override
    public void open(ChannelHost host) {
        transfers = 0;
    }

    @Override
    public long start(Transfer transfer) {
        transfers++;
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        long bytes = Math.min(limit, transfer.run());
        MemorySegment target = transfer.destination();
        long offset = transfer.destinationOffset();
        MemorySegment.copy(transfer.source(), transfer.sourceOffset(), target, offset, bytes);
        if (transfers == WRONG) {
            target.set(ValueLayout.JAVA_BYTE, offset, (byte) (target.get(ValueLayout.JAVA_BYTE, offset) ^ 1));
        }
        return bytes;
    }

    @Override
    public long stop(Transfer transfer) {
        return 0;
    }

    @Override
    public void close() {
        // nothing was opened
    }
}
