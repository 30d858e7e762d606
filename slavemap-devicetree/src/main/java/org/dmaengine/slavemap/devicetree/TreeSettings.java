package org.dmaengine.slavemap.devicetree;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.dmaengine.spi.RawProperties;

/// What the configuration says, checked.
///
/// @param path          the file or folder
/// @param pollInterval  milliseconds between two looks at it, 0 for never
/// @param ignoresStatus whether clients and controllers count whose status is not `okay`
record TreeSettings(Path path, long pollInterval, boolean ignoresStatus) {
    private static final String PATH = "path";
    private static final String IGNORE_STATUS = "ignore.status";

    /// Checks the properties of a configuration.
    ///
    /// @throws IllegalArgumentException that names PID, property, value and what is allowed
    static TreeSettings of(Map<String, ?> properties) {
        RawProperties raw = new RawProperties(properties);
        return new TreeSettings(path(raw, properties), raw.wholeNumber("poll.interval", 0L, Integer.MAX_VALUE, 1000L),
                ignoresStatus(raw, properties));
    }

    private static Path path(RawProperties raw, Map<String, ?> properties) {
        if (raw.isUnset(PATH) || !(properties.get(PATH) instanceof String path)) {
            throw raw.refused(PATH, "a device tree: a file, a folder of files *.dtb, or /proc/device-tree");
        }
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw raw.refused(PATH, "the name of a file or folder: " + e.getMessage());
        }
    }

    private static boolean ignoresStatus(RawProperties raw, Map<String, ?> properties) {
        return switch (properties.get(IGNORE_STATUS)) {
            case null -> false;
            case Boolean truth -> truth;
            case String text when text.isEmpty() || text.equalsIgnoreCase("false") -> false;
            case String text when text.equalsIgnoreCase("true") -> true;
            default -> throw raw.refused(IGNORE_STATUS, "true or false");
        };
    }
}
