package org.dmaengine.core.channel.model;

import java.util.Random;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.spi.EngineSpec;

/// What kind of channel a run is about.
///
/// @param assistable whether clients step it, too
/// @param capacity   places of its queue
/// @param depth      transfers that its driver takes at once
/// @param repeats    whether it repeats and replaces
/// @param reuses     whether descriptors may be reused
/// @param pauses     whether it pauses
/// @param swaps      whether the lease waits for another driver when it has lost one
record Setup(boolean assistable, int capacity, int depth, boolean repeats, boolean reuses, boolean pauses, boolean swaps) {
    static final int MAX_BURST = 4;

    static Setup of(long seed) {
        Random random = new Random(seed);
        return new Setup(random.nextInt(3) == 0, 2 + random.nextInt(9), 1 + random.nextInt(3), random.nextInt(8) != 0,
                random.nextInt(8) != 0, random.nextInt(8) != 0, random.nextInt(3) != 0);
    }

    ChannelCapabilities capabilities() {
        ChannelCapabilities.Builder builder = repeats
                ? ChannelCapabilities.of(Capability.MEMCPY, Capability.MEMCPY_SG, Capability.MEMSET, Capability.MEMSET_SG,
                        Capability.INTERRUPT, Capability.SLAVE, Capability.CYCLIC, Capability.INTERLEAVE, Capability.REPEAT,
                        Capability.LOAD_EOT)
                : ChannelCapabilities.of(Capability.MEMCPY, Capability.MEMCPY_SG, Capability.MEMSET, Capability.MEMSET_SG,
                        Capability.INTERRUPT, Capability.SLAVE, Capability.CYCLIC, Capability.INTERLEAVE);
        return builder.directions(Direction.MEM_TO_DEV, Direction.DEV_TO_MEM).maxBurst(MAX_BURST).depth(depth).reuse(reuses)
                .pause(pauses, pauses).build();
    }

    EngineSpec engine() {
        return assistable ? EngineSpec.memory("model") : EngineSpec.device("model");
    }
}
