package org.dmaengine.core.shell;

import java.util.Locale;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource;

/// Sources and their entries in the words of `dma:map` and `dma:why`.
final class EntryWords {
    private EntryWords() {
    }

    /// `device tree`, `acpi`, `board file`.
    static String source(SlaveMapSource.Origin origin) {
        return origin.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// The controller by its name, or the filter that it must match.
    static String controller(SlaveMapEntry entry) {
        return entry.controller().isEmpty() ? entry.filter() : entry.controller();
    }

    /// The channel or request line.
    static String place(SlaveMapEntry entry) {
        if (entry.channel() >= 0) {
            return "channel " + entry.channel();
        }
        return entry.requestLine() < 0 ? "any"
                : "line " + entry.requestLine() + (entry.router().isEmpty() ? "" : " of router " + entry.router());
    }

    /// Everything that it binds to.
    static String target(SlaveMapEntry entry) {
        return place(entry) + " on " + controller(entry) + (entry.parameters().isEmpty() ? "" : " with " + entry.parameters());
    }
}
