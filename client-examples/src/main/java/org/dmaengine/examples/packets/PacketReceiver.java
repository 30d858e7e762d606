package org.dmaengine.examples.packets;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dmaengine.CompletionCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.MetadataMode;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.mapping.Mapping;

/// Receives packets: some buffers wait in the queue, the device ends each transfer with its packet, the callback hands the packet on and
/// queues its buffer again. The residue is the part of the buffer that stayed unused (CB-17).
///
/// Source: clauses META-01, META-17, META-19, META-20, CFG-06.
public final class PacketReceiver implements AutoCloseable {
    private final DmaChannel channel;
    private final MetadataMode mode;
    private final Consumer<Packet> listener;
    private final List<Mapping> buffers = new ArrayList<>();
    /// The callbacks' own: the rest of a packet that was too long is still to come.
    private boolean restToCome;
    private volatile boolean closing;
    private volatile long dropped;
    private volatile String failure = "";

    /// @param channel  from the device; stays the caller's
    /// @param config   one with device flow control
    /// @param count    buffers: packets that may arrive while the listener is busy
    /// @param bytes    of the longest packet, a multiple of the device's width; longer ones are dropped and counted
    /// @param listener given each packet, on the engine's thread
    public PacketReceiver(DmaChannel channel, ExtendedSlaveConfig config, MetadataMode mode, int count, int bytes, Consumer<Packet> listener) {
        if (!channel.capabilities().metadataModes().contains(mode)) {
            throw new IllegalArgumentException(channel.name() + " has no metadata in mode " + mode + ", only " + channel.capabilities().metadataModes());
        }
        if (!config.base().deviceFlowControl()) {
            throw new IllegalArgumentException("without device flow control a transfer ends with its buffer, not with the packet; set it in the configuration");
        }
        this.channel = channel;
        this.mode = mode;
        this.listener = listener;
        channel.configure(config);
        int room = bytes + Math.max(1, config.base().srcWidth().bytes()); // one word more: a buffer that is full is one that was too short
        for (int i = 0; i < count; i++) {
            buffers.add(channel.mapper().allocate(room));
        }
    }

    /// Puts all buffers into the queue.
    public void start() {
        buffers.forEach(this::queue);
        channel.issuePending();
    }

    // @start region="receive"
    private void queue(Mapping buffer) {
        DmaDescriptor packet = channel.prepareSlaveSingle(buffer, 0, buffer.length(), Direction.DEV_TO_MEM, TransferFlag.INTERRUPT);
        switch (mode) {
            case CLIENT -> {
                MemorySegment header = PacketHeader.blank();
                packet.attachMetadata(header) // filled before the callback runs (META-17)
                        .onComplete((CompletionCallback) result -> arrived(buffer, result, header, PacketHeader.isIn(header)));
            }
            case ENGINE -> packet.onComplete((CompletionCallback) result -> // lent for this call only (META-19, META-20)
                    arrived(buffer, result, packet.metadata(), packet.metadataLength() > 0));
        }
        packet.submit();
    }

    /// A packet that fills its buffer is too long, and so is its rest; the header comes with the last byte.
    private void arrived(Mapping buffer, TransferResult result, MemorySegment header, boolean isEnd) {
        if (!result.isOk()) {
            failure = result.outcome() + ", " + result.detail();
            return;
        }
        boolean isRest = restToCome;
        boolean isFull = result.residue() == 0;
        restToCome = isFull && !isEnd;
        if (isFull && !isRest) {
            dropped++;
        } else if (!isRest) {
            byte[] payload = buffer.segment().asSlice(0, result.transferred()).toArray(ValueLayout.JAVA_BYTE);
            listener.accept(new Packet(PacketHeader.from(header), payload));
        }
        if (!closing) {
            queue(buffer);
            channel.issuePending();
        }
    }
    // @end

    /// Packets that were too long.
    public long dropped() {
        return dropped;
    }

    /// Why nothing is received any more; empty while all is well.
    public String failure() {
        return failure;
    }

    /// Stops receiving and frees the memory.
    @Override
    public void close() {
        closing = true;
        try {
            channel.terminateSync();
            channel.terminateSync(); // the callback that was running meanwhile may have queued its buffer once more
        } catch (DmaException.ChannelGone _) {
            // its controller has left, and everything has ended with it
        }
        buffers.forEach(Mapping::close);
    }
}
