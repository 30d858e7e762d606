package org.dmaengine.controller.watch;

import java.util.Map;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.RawProperties;

/// What one configuration of the watch says, checked.
///
/// @param watches    name of the controller whose drivers do the work
/// @param controller name that they are seen under
/// @param stepBytes  most bytes of a step
record WatchSettings(String watches, String controller, long stepBytes) {
    /// A word of any width: a step moves at least one.
    private static final long LEAST_STEP = 64;

    /// Checks the properties of a configuration.
    ///
    /// @throws IllegalArgumentException that names PID, property, value and what is allowed
    static WatchSettings of(Map<String, ?> properties) {
        RawProperties raw = new RawProperties(properties);
        String watches = raw.name("watches");
        String controller = raw.name(ChannelDriver.CONTROLLER);
        if (controller.equals(watches)) {
            throw raw.refused(ChannelDriver.CONTROLLER, "another name than that of the controller it watches, or it would watch itself");
        }
        long stepBytes = raw.wholeNumber("step.bytes", 0L, Long.MAX_VALUE, 0L);
        if (stepBytes != 0 && (stepBytes < LEAST_STEP || Long.bitCount(stepBytes) != 1)) {
            throw raw.refused("step.bytes", "0 for no limit, or a power of two from " + LEAST_STEP);
        }
        return new WatchSettings(watches, controller, stepBytes == 0 ? Long.MAX_VALUE : stepBytes);
    }
}
