package org.dmaengine.tck.bench;

import java.util.EnumSet;
import java.util.Set;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;

/// The shapes of work that cases are played with.
public enum Workload {
    /// One run.
    COPY("copy", Capability.MEMCPY, Direction.MEM_TO_MEM),
    /// Lists that are cut at different places.
    COPY_LIST("copy of lists", Capability.MEMCPY_SG, Direction.MEM_TO_MEM),
    /// One run.
    FILL("fill", Capability.MEMSET, Direction.MEM_TO_MEM),
    /// A list.
    FILL_LIST("fill of a list", Capability.MEMSET_SG, Direction.MEM_TO_MEM),
    /// Frames with gaps on both sides.
    FRAMES("frames", Capability.INTERLEAVE, Direction.MEM_TO_MEM),
    /// One run.
    RECEIVE("from the device", Capability.SLAVE, Direction.DEV_TO_MEM),
    /// A list.
    RECEIVE_LIST("from the device into a list", Capability.SLAVE, Direction.DEV_TO_MEM),
    /// One run.
    SEND("to the device", Capability.SLAVE, Direction.MEM_TO_DEV),
    /// A list.
    SEND_LIST("to the device from a list", Capability.SLAVE, Direction.MEM_TO_DEV),
    /// A ring of four periods.
    RECEIVE_RING("ring from the device", Capability.CYCLIC, Direction.DEV_TO_MEM),
    /// A ring of four periods.
    SEND_RING("ring to the device", Capability.CYCLIC, Direction.MEM_TO_DEV),
    /// Frames with gaps.
    RECEIVE_FRAMES("frames from the device", Capability.INTERLEAVE, Direction.DEV_TO_MEM),
    /// Frames with gaps.
    SEND_FRAMES("frames to the device", Capability.INTERLEAVE, Direction.MEM_TO_DEV);

    private final String words;
    private final Capability capability;
    private final Direction direction;

    Workload(String words, Capability capability, Direction direction) {
        this.words = words;
        this.capability = capability;
        this.direction = direction;
    }

    /// What it is, for people.
    public String words() {
        return words;
    }

    /// What a channel has to state for it.
    public Capability capability() {
        return capability;
    }

    /// Which sides are memory.
    public Direction direction() {
        return direction;
    }

    /// Says whether it goes on until it is stopped.
    public boolean isRing() {
        return capability == Capability.CYCLIC;
    }

    /// Says whether all bytes are the same.
    public boolean isFill() {
        return capability == Capability.MEMSET || capability == Capability.MEMSET_SG;
    }

    /// Says whether a channel with these capabilities promises it.
    public boolean isPromised(ChannelCapabilities capabilities) {
        if (!capabilities.supports(capability)) {
            return false;
        }
        // Frames in memory need no direction to be stated by a channel that copies.
        return capabilities.directions().contains(direction)
                || direction == Direction.MEM_TO_MEM && (capability != Capability.INTERLEAVE || capabilities.supports(Capability.MEMCPY));
    }

    /// All of them.
    public static Set<Workload> all() {
        return EnumSet.allOf(Workload.class);
    }
}
