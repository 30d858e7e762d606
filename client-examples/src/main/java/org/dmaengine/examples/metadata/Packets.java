package org.dmaengine.examples.metadata;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;
import org.dmaengine.CompletionCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.MetadataMode;
import org.dmaengine.TransferFlag;
import org.dmaengine.mapping.Mapping;

/// Sends and receives packets whose header travels as metadata of the descriptor, in the client's buffer or in the
/// engine's area.
public final class Packets {
    private final DmaChannel channel;

    public Packets(DmaChannel channel) {
        this.channel = channel;
    }

    // @start region="supported"
    public boolean supports(MetadataMode mode) {
        return channel.capabilities().metadataModes().contains(mode);
    }
    // @end

    // @start region="client-send"
    public long send(Mapping packet, byte[] header) {
        long cookie = channel.prepareSlaveSingle(packet, 0, packet.length(), Direction.MEM_TO_DEV)
                .attachMetadata(MemorySegment.ofArray(header)) // copied now
                .submit();
        channel.issuePending();
        return cookie;
    }
    // @end

    // @start region="client-receive"
    public long receive(Mapping packet, byte[] header, Runnable arrived) {
        long cookie = channel.prepareSlaveSingle(packet, 0, packet.length(), Direction.DEV_TO_MEM, TransferFlag.INTERRUPT)
                .attachMetadata(MemorySegment.ofArray(header))
                .onComplete((CompletionCallback) _ -> arrived.run()) // header is filled by now
                .submit();
        channel.issuePending();
        return cookie;
    }
    // @end

    // @start region="engine-send"
    public long sendInPlace(Mapping packet, byte[] header) {
        DmaDescriptor descriptor = channel.prepareSlaveSingle(packet, 0, packet.length(), Direction.MEM_TO_DEV);
        descriptor.metadata().copyFrom(MemorySegment.ofArray(header));
        long cookie = descriptor.metadataLength(header.length).submit();
        channel.issuePending();
        return cookie;
    }
    // @end

    // @start region="engine-receive"
    public long receiveInPlace(Mapping packet, Consumer<byte[]> header) {
        DmaDescriptor descriptor = channel.prepareSlaveSingle(packet, 0, packet.length(), Direction.DEV_TO_MEM, TransferFlag.INTERRUPT);
        long cookie = descriptor.onComplete((CompletionCallback) _ -> header.accept(
                        descriptor.metadata().asSlice(0, descriptor.metadataLength()).toArray(ValueLayout.JAVA_BYTE)))
                .submit();
        channel.issuePending();
        return cookie;
    }
    // @end
}
