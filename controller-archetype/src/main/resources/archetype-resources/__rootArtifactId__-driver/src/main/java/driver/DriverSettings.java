package ${package}.driver;

import java.util.Map;
import org.dmaengine.spi.RawProperties;

/// What one configuration of the controller says about its channels, checked.
///
/// A class and no record: the JDK keeps the generated `equals` of a record softly, and with it the class loader of a bundle that has been
/// updated.
final class DriverSettings {
    private final String controller;
    private final int channels;

    private DriverSettings(String controller, int channels) {
        this.controller = controller;
        this.channels = channels;
    }

    /// Checks the properties of a configuration.
    ///
    /// @throws IllegalArgumentException that names PID, property, value and what is allowed
    static DriverSettings of(Map<String, ?> properties) {
        RawProperties raw = new RawProperties(properties);
        return new DriverSettings(raw.name("dma.controller"), raw.wholeNumber("dma.channels", 1, 256, 2));
    }

    /// Name of the controller.
    String controller() {
        return controller;
    }

    /// Number of channels.
    int channels() {
        return channels;
    }

    /// Says whether channels made for the one would do for the other.
    boolean isLike(DriverSettings other) {
        return controller.equals(other.controller) && channels == other.channels;
    }
}
