package org.dmaengine.controller.memcpy;

import java.util.List;
import java.util.Map;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.RawProperties;
import org.dmaengine.spi.WaitStrategy;

/// What one configuration of the controller says about its channels, checked. Of two configurations that are equal here the channels are alike:
/// whatever else they say is told about the channels and changes nothing that they do.
///
/// Read from the raw properties rather than through a component property type: Declarative Services would turn 2.5
/// channels into 2 and 2^40 into 0, and fail on `"two"` without naming the property.
///
/// @param controller   name of the controller
/// @param channels     number of channels
/// @param threads      runner threads of the one engine of all its channels
/// @param waitStrategy how an idle one waits
/// @param alignment    bytes that offsets and lengths must be multiples of
/// @param maxLength    bytes of the longest transfer
record MemcpySettings(String controller, int channels, int threads, WaitStrategy waitStrategy, int alignment, long maxLength) {
    /// Checks the properties of a configuration.
    ///
    /// @throws IllegalArgumentException that names PID, property, value and what is allowed
    static MemcpySettings of(Map<String, ?> properties) {
        RawProperties raw = new RawProperties(properties);
        String controller = raw.name("dma.controller");
        int channels = raw.wholeNumber("dma.channels", 1, 256, 1);
        int threads = raw.wholeNumber("engine.threads", 1, 64, 1);
        WaitStrategy waitStrategy = raw.choice("wait.strategy", WaitStrategy.class, WaitStrategy.ADAPTIVE);
        int alignment = raw.wholeNumber("alignment", 1, 1 << 30, 1);
        if (Integer.bitCount(alignment) != 1) {
            throw raw.refused("alignment", "a power of two from 1 to " + (1 << 30) + ", in bytes");
        }
        long maxLength = raw.wholeNumber("max.length", 0L, Long.MAX_VALUE, 0L);
        if (maxLength != 0 && maxLength < alignment) {
            throw raw.refused("max.length", "0 for no limit, or at least the alignment of " + alignment + " bytes");
        }
        return new MemcpySettings(controller, channels, threads, waitStrategy, alignment, maxLength == 0 ? Long.MAX_VALUE : maxLength);
    }

    /// An engine like that.
    ///
    /// @param name what its threads are called by
    EngineSpec engine(String name) {
        return new EngineSpec(name, threads, waitStrategy, true);
    }

    // ---- equality by hand: the JDK keeps the generated equals softly, and with it the class loader of a bundle that has been updated ----

    @Override
    public boolean equals(Object other) {
        return other instanceof MemcpySettings settings && parts().equals(settings.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<Object> parts() {
        return List.of(controller, channels, threads, waitStrategy, alignment, maxLength);
    }
}
