package org.dmaengine.examples.peripheral;

import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;

/// A configuration with one parameter more, as the API bundle of a controller would export it.
///
/// @param base      what every controller understands
/// @param watermark words in the FIFO at which the device asks for a burst
// @start region="record"
public record WatermarkConfig(SlaveConfig base, int watermark) implements ExtendedSlaveConfig {
}
// @end
