package ${package};

import java.util.Objects;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;

/// How a client configures a channel of this controller: what a [SlaveConfig] says, and what only this controller knows.
///
/// @param base     device addresses, widths, bursts
/// @param inverted whether each bit is turned over on its way
public record DriverSlaveConfig(SlaveConfig base, boolean inverted) implements ExtendedSlaveConfig {
    /// Checks what no controller could accept.
    public DriverSlaveConfig {
        Objects.requireNonNull(base, "base");
    }

    /// What the controller does with a plain configuration: bits go as they come.
    public static DriverSlaveConfig of(SlaveConfig base) {
        return new DriverSlaveConfig(base, false);
    }

    /// The same with the bits turned over, or not.
    public DriverSlaveConfig withInverted(boolean on) {
        return new DriverSlaveConfig(base, on);
    }
}
