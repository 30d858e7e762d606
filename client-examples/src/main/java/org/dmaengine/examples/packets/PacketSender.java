package org.dmaengine.examples.packets;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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

/// Sends packets: each is one transfer, its header the metadata.
///
/// Source: clauses META-01, META-16, META-18. Any thread may send.
public final class PacketSender implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DmaChannel channel;
    private final MetadataMode mode;
    private final int longest;
    private final List<Mapping> buffers = new ArrayList<>();
    private final BlockingQueue<Mapping> free = new LinkedBlockingQueue<>();
    private volatile String failure;

    /// @param channel to the device; stays the caller's
    /// @param count   packets that may be on their way at once
    /// @param bytes   of the longest packet
    public PacketSender(DmaChannel channel, ExtendedSlaveConfig config, MetadataMode mode, int count, int bytes) {
        if (!channel.capabilities().metadataModes().contains(mode)) {
            throw new IllegalArgumentException(channel.name() + " has no metadata in mode " + mode + ", only " + channel.capabilities().metadataModes());
        }
        this.channel = channel;
        this.mode = mode;
        this.longest = bytes;
        channel.configure(config);
        for (int i = 0; i < count; i++) {
            buffers.add(channel.mapper().allocate(bytes));
        }
        free.addAll(buffers);
    }

    /// Sends a packet of at least a byte; waits while as many as there are buffers are on their way.
    ///
    /// @return its cookie
    // @start region="send"
    public long send(PacketHeader header, byte[] payload) throws InterruptedException {
        if (payload.length == 0 || payload.length > longest) {
            throw new IllegalArgumentException("a payload of " + payload.length + " bytes; a transfer has at least 1, and this sender's buffers " + longest);
        }
        Mapping buffer = take();
        long cookie;
        try {
            cookie = submit(header, payload, buffer);
        } catch (RuntimeException e) {
            free.add(buffer); // it is not on its way
            throw e;
        }
        channel.issuePending();
        return cookie;
    }

    private long submit(PacketHeader header, byte[] payload, Mapping buffer) {
        MemorySegment.copy(MemorySegment.ofArray(payload), 0, buffer.segment(), 0, payload.length);
        DmaDescriptor packet = channel.prepareSlaveSingle(buffer, 0, payload.length, Direction.MEM_TO_DEV, TransferFlag.INTERRUPT)
                .onComplete((CompletionCallback) result -> sent(buffer, result));
        switch (mode) {
            case CLIENT -> {
                MemorySegment own = MemorySegment.ofArray(new byte[PacketHeader.BYTES]);
                header.writeTo(own);
                packet.attachMetadata(own); // copied here: it is filled before (META-16)
            }
            case ENGINE -> {
                header.writeTo(packet.metadata()); // the engine's own area, between prepare and submit (META-18)
                packet.metadataLength(PacketHeader.BYTES);
            }
        }
        return packet.submit();
    }
    // @end

    private Mapping take() throws InterruptedException {
        Mapping buffer = free.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        if (failure != null) {
            throw new IllegalStateException("a packet was not sent: " + failure);
        }
        if (buffer == null) {
            throw new IllegalStateException("none of " + buffers.size() + " packets has been taken within " + PATIENCE);
        }
        return buffer;
    }

    private void sent(Mapping buffer, TransferResult result) {
        if (!result.isOk()) {
            failure = result.outcome() + ", " + result.detail();
        }
        free.add(buffer);
    }

    /// Drops what has not been sent, and frees the memory.
    @Override
    public void close() {
        try {
            channel.terminateSync();
        } catch (DmaException.ChannelGone _) {
            // its controller has left, and everything has ended with it
        }
        buffers.forEach(Mapping::close);
    }
}
