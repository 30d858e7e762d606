package org.dmaengine.launcher;

/// In what order the bundles start, and the other way round stop.
///
/// The configurations of the board are there before the bundles that take them: so a controller's components are
/// made while its bundle starts, and nothing has to wait for events that are still under way.
enum StartLevel {
    /// A library to the console, which says why: its activator would take the terminal and the signals.
    NEVER,
    /// Else the others would write their log to standard output.
    LOG,
    INFRASTRUCTURE,
    ENGINE,
    /// Behind the memory's controllers: the numbers in channel names are given in the order of arrival.
    PERIPHERALS;

    static StartLevel of(String symbolicName) {
        return switch (symbolicName) {
            case "org.apache.felix.gogo.jline" -> NEVER;
            case "org.apache.felix.log" -> LOG;
            // Below the engine: it writes the log until the last of our bundles has stopped.
            case "org.dmaengine.console" -> INFRASTRUCTURE;
            case "org.dmaengine.controller-fifo" -> PERIPHERALS;
            case String name when name.startsWith("org.dmaengine.") -> ENGINE;
            default -> INFRASTRUCTURE;
        };
    }

    int number() {
        return ordinal();
    }

    static int last() {
        return PERIPHERALS.number();
    }
}
