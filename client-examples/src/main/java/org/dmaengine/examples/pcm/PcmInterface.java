package org.dmaengine.examples.pcm;

import java.util.Objects;
import java.util.function.Function;
import org.dmaengine.BusWidth;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;

/// What the driver of a sound interface knows and the ring does not: where its FIFO is (`snd_dmaengine_dai_dma_data`).
///
/// @param address   bus address of the FIFO
/// @param maxBurst  most words in a burst
/// @param width     width of the FIFO's register; `UNDEFINED` for that of a sample (CLA-05)
/// @param extension the configuration that this controller takes, made of the plain one
public record PcmInterface(long address, int maxBurst, BusWidth width, Function<SlaveConfig, ExtendedSlaveConfig> extension) {
    /// Checks that nothing is missing.
    public PcmInterface {
        Objects.requireNonNull(width, "width");
        Objects.requireNonNull(extension, "extension");
    }

    /// A FIFO that takes samples, and a controller that takes plain configurations.
    public static PcmInterface at(long address, int maxBurst) {
        return new PcmInterface(address, maxBurst, BusWidth.UNDEFINED, config -> config);
    }

    /// The same with a controller's own record.
    ///
    /// ```java
    /// PcmInterface.at(0x4001_3000, 8).extended(base -> FifoSlaveConfig.of(base).withPriority(7))
    /// ```
    public PcmInterface extended(Function<SlaveConfig, ExtendedSlaveConfig> newExtension) {
        return new PcmInterface(address, maxBurst, width, newExtension);
    }
}
