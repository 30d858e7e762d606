package org.dmaengine.slavemap.acpi;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.dmaengine.spi.RawProperties;

/// What the configuration says, checked.
///
/// @param path         the folder, or one file
/// @param pollInterval milliseconds between two looks at it, 0 for never
record TableSettings(Path path, long pollInterval) {
    private static final String PATH = "path";

    /// Checks the properties of a configuration.
    ///
    /// @throws IllegalArgumentException that names PID, property, value and what is allowed
    static TableSettings of(Map<String, ?> properties) {
        RawProperties raw = new RawProperties(properties);
        return new TableSettings(path(raw, properties), raw.wholeNumber("poll.interval", 0L, Integer.MAX_VALUE, 1000L));
    }

    private static Path path(RawProperties raw, Map<String, ?> properties) {
        if (raw.isUnset(PATH) || !(properties.get(PATH) instanceof String path)) {
            throw raw.refused(PATH, "ACPI tables: a folder with DSDT, SSDTs and CSRT, such as /sys/firmware/acpi/tables, or one of them");
        }
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw raw.refused(PATH, "the name of a file or folder: " + e.getMessage());
        }
    }
}
