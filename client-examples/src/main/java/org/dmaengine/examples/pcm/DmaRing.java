package org.dmaengine.examples.pcm;

import java.util.Optional;
import org.dmaengine.BusWidth;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.CompletionCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.ResidueGranularity;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.Mapping;

/// A cyclic transfer between a device and a ring in memory, with the calls that a sound driver needs and in its words (the shape of
/// the kernel's `pcm_dmaengine`). It knows nothing of the client's pointer.
///
/// Source: guide steps 2 to 5, clauses CLA-03 to CLA-14, CYC-01 to CYC-12.
final class DmaRing implements AutoCloseable {
    /// @param place    frames from the start of the ring to the one that the device moves next
    /// @param inFlight frames inside the controller (ST-19)
    record Pointer(long place, long inFlight) {
    }

    private final DmaChannel channel;
    private final Direction direction;
    private final PcmParameters parameters;
    private final Mapping memory;
    private volatile long cookie;

    /// Configures the channel; only the device's side is filled in (CLA-05). The memory is the engine's, for this channel's DMA
    /// device (CLA-13).
    DmaRing(DmaChannel channel, Direction direction, PcmInterface device, PcmParameters parameters) {
        this.channel = channel;
        this.direction = direction;
        this.parameters = parameters;
        ChannelCapabilities can = channel.capabilities();
        SlaveConfig.Builder config = SlaveConfig.builder();
        if (direction == Direction.MEM_TO_DEV) {
            BusWidth width = device.width() != BusWidth.UNDEFINED ? device.width() : parameters.format().width(can.dstWidths());
            config.destination(device.address(), width, device.maxBurst());
        } else {
            BusWidth width = device.width() != BusWidth.UNDEFINED ? device.width() : parameters.format().width(can.srcWidths());
            config.source(device.address(), width, device.maxBurst());
        }
        channel.configure(device.extension().apply(config.build()));
        memory = channel.mapper().allocate(parameters.ringBytes());
    }

    RingFrames frames() {
        return new RingFrames(memory.segment(), parameters.format());
    }

    /// Says whether the residue is worth reading (CLA-04); else only periods can be counted.
    boolean hasPointer() {
        return channel.capabilities().granularity() != ResidueGranularity.DESCRIPTOR;
    }

    boolean canPause() {
        return channel.capabilities().pause() && channel.capabilities().resume();
    }

    // @start region="start"
    /// Starts at the beginning of the ring (CLA-06).
    void start(CompletionCallback elapsed) {
        cookie = channel.prepareCyclic(memory, 0, parameters.ringBytes(), parameters.periodBytes(), direction, TransferFlag.INTERRUPT)
                .onComplete(elapsed)
                .submit();
        channel.issuePending();
    }
    // @end

    /// Says whether that is the transfer that runs, or another from before a stop.
    boolean isCurrent(long other) {
        return other == cookie;
    }

    void pause() {
        channel.pause();
    }

    void resume() {
        channel.resume();
    }

    /// Stops at once. Legal inside the period callback, which a terminate that waits is not (CLA-12, CB-11).
    void stop() {
        channel.terminateAsync();
    }

    /// Waits until the ring is not touched any more (CLA-08). Not inside the period callback.
    void synchronize() {
        channel.synchronize();
    }

    // @start region="pointer"
    /// Where the device is; empty if it does not run (CLA-10). A residue of 0 and one of the whole ring are the same place
    /// (ST-18).
    Optional<Pointer> pointer() {
        TransferStatus now = channel.status(cookie);
        if (now.status() != DmaStatus.IN_PROGRESS && now.status() != DmaStatus.PAUSED) {
            return Optional.empty();
        }
        long residue = now.residue();
        long place = residue > 0 && residue <= parameters.ringBytes() ? parameters.ringBytes() - residue : 0;
        int frame = parameters.format().frameBytes();
        return Optional.of(new Pointer(place / frame, now.inFlight() / frame));
    }
    // @end

    /// What the device waits for, for people; empty while it moves or has not been started.
    String detail() {
        return cookie == 0 ? "" : channel.status(cookie).detail();
    }

    /// Ends the transfer, then frees the memory; never the other way round (CLA-09).
    @Override
    public void close() {
        try (memory) {
            channel.terminateSync();
        } catch (DmaException.ChannelGone _) {
            // its controller has left, and the transfer has ended with it
        }
    }
}
