package org.dmaengine.core.stubs;

import java.util.function.Consumer;
import org.dmaengine.DmaException;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;
import org.dmaengine.spi.ChannelDriver;

/// A controller's own configuration: a level at which its buffer asks to be emptied.
public record WatermarkConfig(SlaveConfig base, int watermark) implements ExtendedSlaveConfig {
    private static final int DEEPEST = 16;

    /// The judgement of a driver that knows this record.
    public static final Consumer<ExtendedSlaveConfig> JUDGE = config -> {
        switch (config) {
            case SlaveConfig plain -> { }
            case WatermarkConfig(SlaveConfig base, int watermark) -> {
                if (watermark > DEEPEST) {
                    throw new DmaException.Rejected("watermark " + watermark + " is refused; at most " + DEEPEST);
                }
            }
            default -> throw ChannelDriver.foreign(config, WatermarkConfig.class);
        }
    };
}
