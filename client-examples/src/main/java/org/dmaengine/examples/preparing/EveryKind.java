package org.dmaengine.examples.preparing;

import java.util.List;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.TransferFlag;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.Mapping;

/// Prepares one descriptor of each kind. Nothing moves before submit and issue.
public final class EveryKind {
    private final DmaChannel channel;

    /// @param channel what it lacks, it refuses; slave kinds need it configured
    public EveryKind(DmaChannel channel) {
        this.channel = channel;
    }

    // @start region="memory"
    public DmaDescriptor copy(Mapping to, Mapping from, long bytes) {
        return channel.prepareMemcpy(to, 0, from, 0, bytes); // destination first, as in the kernel
    }

    public DmaDescriptor copyLists(Mapping places, Mapping pieces) {
        return channel.prepareMemcpySg(places, pieces); // the shorter total counts
    }

    public DmaDescriptor fill(Mapping to, long offset, long bytes) {
        return channel.prepareMemset(to, offset, (byte) 0x20, bytes);
    }

    public DmaDescriptor fillList(Mapping places) {
        return channel.prepareMemsetSg(places, (byte) 0);
    }

    public DmaDescriptor mark() {
        return channel.prepareInterrupt(TransferFlag.INTERRUPT); // moves nothing, completes in its turn
    }
    // @end

    // @start region="slave"
    public DmaDescriptor list(Mapping pieces) {
        return channel.prepareSlaveSg(pieces, Direction.MEM_TO_DEV);
    }

    public DmaDescriptor one(Mapping buffer, long offset, long bytes) {
        return channel.prepareSlaveSingle(buffer, offset, bytes, Direction.DEV_TO_MEM);
    }

    public DmaDescriptor vector(Mapping header, Mapping body) {
        return channel.preparePeripheralVec(List.of(new DmaVec(header, 0, 4), new DmaVec(body, 16, 8)),
                Direction.MEM_TO_DEV);
    }

    public DmaDescriptor ring(Mapping memory, long period) {
        return channel.prepareCyclic(memory, 0, memory.length(), period, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT);
    }

    public DmaDescriptor everyOther(Mapping samples, long count) {
        return channel.prepareInterleaved(InterleavedTemplate.toDevice(samples, 0)
                .frames(count, new DataChunk(4, 4))
                .build());
    }
    // @end
}
