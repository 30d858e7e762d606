package org.dmaengine.controller.fifo;

import java.util.List;
import java.util.Map;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.RawProperties;
import org.dmaengine.spi.WaitStrategy;

/// What one configuration of the controller says about its channels and lines, checked. Of two configurations that are equal here the channels
/// are alike: whatever else they say is told about the channels and changes nothing that they do.
///
/// @param controller       name of the controller
/// @param channels         channels that clients can hold
/// @param physicalChannels threads of the one engine of all of them
/// @param waitStrategy     how an idle one waits
/// @param lines            request lines there are, 0 for any number
/// @param maxBurst         most words in a burst
/// @param maxMetadata      most bytes of metadata, 0 for none
record FifoSettings(String controller, int channels, int physicalChannels, WaitStrategy waitStrategy, int lines, int maxBurst,
                    int maxMetadata) {
    /// Checks the properties of a configuration.
    ///
    /// @throws IllegalArgumentException that names PID, property, value and what is allowed
    static FifoSettings of(Map<String, ?> properties) {
        RawProperties raw = new RawProperties(properties);
        return new FifoSettings(raw.name("dma.controller"),
                raw.wholeNumber("dma.channels", 1, 256, 8),
                raw.wholeNumber("physical.channels", 1, 64, 1),
                raw.choice("wait.strategy", WaitStrategy.class, WaitStrategy.ADAPTIVE),
                raw.wholeNumber("request.lines", 0, Integer.MAX_VALUE, 0),
                raw.wholeNumber("max.burst", 1, 65_536, 65_536),
                raw.wholeNumber("metadata.max", 0, 65_536, 0));
    }

    /// An engine like that.
    ///
    /// @param name what its threads are called by
    EngineSpec engine(String name) {
        return new EngineSpec(name, physicalChannels, waitStrategy, false);
    }

    /// Says whether the controller has this request line.
    boolean hasLine(int line) {
        return line >= 0 && (lines == 0 || line < lines);
    }

    /// The request lines there are, for messages.
    String linesForPeople() {
        return lines == 0 ? "0 and up" : "0 to " + (lines - 1);
    }

    // ---- equality by hand: the JDK keeps the generated equals softly, and with it the class loader of a bundle that has been updated ----

    @Override
    public boolean equals(Object other) {
        return other instanceof FifoSettings settings && parts().equals(settings.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<Object> parts() {
        return List.of(controller, channels, physicalChannels, waitStrategy, lines, maxBurst, maxMetadata);
    }
}
