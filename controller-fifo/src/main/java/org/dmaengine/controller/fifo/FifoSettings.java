package org.dmaengine.controller.fifo;

import java.util.Map;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.RawProperties;
import org.dmaengine.spi.WaitStrategy;

/// What one configuration of the controller says, checked.
///
/// @param controller  name of the controller
/// @param channels    channels that clients can hold
/// @param engine      the one engine of all of them, with a thread for each physical channel
/// @param lines       request lines there are, 0 for any number
/// @param maxBurst    most words in a burst
/// @param maxMetadata most bytes of metadata, 0 for none
record FifoSettings(String controller, int channels, EngineSpec engine, int lines, int maxBurst, int maxMetadata) {
    /// Checks the properties of a configuration.
    ///
    /// @throws IllegalArgumentException that names PID, property, value and what is allowed
    static FifoSettings of(Map<String, ?> properties) {
        RawProperties raw = new RawProperties(properties);
        String controller = raw.name("dma.controller");
        WaitStrategy wait = raw.choice("wait.strategy", WaitStrategy.class, WaitStrategy.ADAPTIVE);
        return new FifoSettings(controller,
                raw.wholeNumber("dma.channels", 1, 256, 8),
                new EngineSpec(controller, raw.wholeNumber("physical.channels", 1, 64, 1), wait, false),
                raw.wholeNumber("request.lines", 0, Integer.MAX_VALUE, 0),
                raw.wholeNumber("max.burst", 1, 65_536, 65_536),
                raw.wholeNumber("metadata.max", 0, 65_536, 0));
    }

    /// Says whether the controller has this request line.
    boolean hasLine(int line) {
        return line >= 0 && (lines == 0 || line < lines);
    }

    /// The request lines there are, for messages.
    String linesForPeople() {
        return lines == 0 ? "0 and up" : "0 to " + (lines - 1);
    }
}
