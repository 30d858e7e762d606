package org.dmaengine.slavemap.acpi.aml;

import java.util.List;

/// A name as AML spells it.
///
/// @param isRooted whether it begins at the root
/// @param parents  how many scopes it goes up first
/// @param segments of four characters each; none means the scope itself
record NamePath(boolean isRooted, int parents, List<String> segments) {
    NamePath {
        segments = List.copyOf(segments);
    }

    /// Whether it is looked for in the scopes around as well, by the rules of the namespace.
    boolean isSearched() {
        return !isRooted && parents == 0 && segments.size() == 1;
    }

    String last() {
        return segments.isEmpty() ? "" : segments.getLast();
    }

    /// The name of what the last segment is in.
    NamePath parent() {
        return segments.isEmpty() ? this : new NamePath(isRooted, parents, segments.subList(0, segments.size() - 1));
    }

    @Override
    public String toString() {
        return (isRooted ? "\\" : "") + "^".repeat(parents) + String.join(".", segments);
    }
}
