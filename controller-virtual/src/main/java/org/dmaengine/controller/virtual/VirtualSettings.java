package org.dmaengine.controller.virtual;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.RawProperties;

/// What one configuration says, checked.
///
/// @param controller its name
/// @param channels   how many it has
/// @param pace       of each of them
record VirtualSettings(String controller, int channels, Pace pace) {
    private static final int MOST_CHANNELS = 256;
    private static final long MOST_MICROS = TimeUnit.DAYS.toMicros(1);
    private static final long MOST_BYTES = 1L << 40;
    private static final long BURST = 4096;

    /// Checks the properties of a configuration.
    ///
    /// @throws IllegalArgumentException that names PID, property, value and what is allowed
    static VirtualSettings of(Map<String, ?> properties) {
        RawProperties raw = new RawProperties(properties);
        String controller = raw.name(ChannelDriver.CONTROLLER);
        int channels = raw.wholeNumber("dma.channels", 1, MOST_CHANNELS, 1);
        Pace pace = new Pace(micros(raw, "latency"), micros(raw, "jitter"), raw.wholeNumber("rate", 0L, MOST_BYTES, 0L),
                raw.wholeNumber("burst", 1L, MOST_BYTES, BURST), raw.wholeNumber("seed", Long.MIN_VALUE, Long.MAX_VALUE, 1L));
        return new VirtualSettings(controller, channels, pace);
    }

    private static long micros(RawProperties raw, String key) {
        return TimeUnit.MICROSECONDS.toNanos(raw.wholeNumber(key, 0L, MOST_MICROS, 0L));
    }
}
