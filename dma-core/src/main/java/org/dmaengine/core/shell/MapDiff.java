package org.dmaengine.core.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dmaengine.spi.SlaveMapEntry;

/// What becomes of each name if these entries take the place of those: where an entry stands does not count, nor the order of alternatives.
///
/// | what becomes of it | leases |
/// | --- | --- |
/// | `added` | there were none |
/// | `removed` | keep what they have |
/// | `rebound` | one that is bound by an alternative which is no more, binds something else, or shuts a bundle out, is moved |
/// | `changed` | stay: there are more alternatives or bundles, or other terms of swaps |
///
/// Filters are compared as they are written, since it cannot be told which controllers will be there.
final class MapDiff {
    private record Name(String device, String name) { }

    private final Map<Name, Set<SlaveMapEntry>> now;
    private final Map<Name, Set<SlaveMapEntry>> then;

    MapDiff(Collection<SlaveMapEntry> now, Collection<SlaveMapEntry> then) {
        this.now = byName(now);
        this.then = byName(then);
    }

    /// A tab-separated line for each name that changes: what becomes of it, device, name, before, after.
    ///
    /// @param shown an entry in words
    List<String> lines(Function<SlaveMapEntry, String> shown) {
        Set<Name> names = new LinkedHashSet<>(now.keySet());
        names.addAll(then.keySet());
        List<String> lines = new ArrayList<>();
        for (Name name : names) {
            Set<SlaveMapEntry> before = now.getOrDefault(name, Set.of());
            Set<SlaveMapEntry> after = then.getOrDefault(name, Set.of());
            if (!before.equals(after)) {
                lines.add(String.join("\t", change(before, after), name.device(), name.name(), all(before, shown), all(after, shown)));
            }
        }
        return lines;
    }

    private static String change(Set<SlaveMapEntry> before, Set<SlaveMapEntry> after) {
        if (before.isEmpty() || after.isEmpty()) {
            return before.isEmpty() ? "added" : "removed";
        }
        return before.stream().allMatch(entry -> after.stream().anyMatch(other -> keeps(entry, other))) ? "changed" : "rebound";
    }

    /// Says whether a lease that one entry has bound is served in the same way by the other.
    private static boolean keeps(SlaveMapEntry entry, SlaveMapEntry other) {
        return entry.controller().equals(other.controller()) && entry.filter().equals(other.filter()) && entry.channel() == other.channel()
                && entry.requestLine() == other.requestLine() && entry.router().equals(other.router())
                && entry.parameters().equals(other.parameters()) && admits(other, entry.bundles());
    }

    private static boolean admits(SlaveMapEntry entry, Set<String> bundles) {
        return entry.bundles().isEmpty() || !bundles.isEmpty() && entry.bundles().containsAll(bundles);
    }

    private static String all(Set<SlaveMapEntry> entries, Function<SlaveMapEntry, String> shown) {
        return entries.isEmpty() ? "-" : entries.stream().map(shown).collect(Collectors.joining(" or "));
    }

    private static Map<Name, Set<SlaveMapEntry>> byName(Collection<SlaveMapEntry> entries) {
        Map<Name, Set<SlaveMapEntry>> byName = new LinkedHashMap<>();
        for (SlaveMapEntry entry : entries) {
            byName.computeIfAbsent(new Name(entry.device(), entry.name()), none -> new LinkedHashSet<>()).add(wherever(entry));
        }
        return byName;
    }

    private static SlaveMapEntry wherever(SlaveMapEntry entry) {
        return new SlaveMapEntry(entry.device(), entry.name(), entry.controller(), entry.filter(), entry.channel(), entry.requestLine(),
                entry.router(), entry.parameters(), entry.bundles(), entry.swap(), "");
    }
}
