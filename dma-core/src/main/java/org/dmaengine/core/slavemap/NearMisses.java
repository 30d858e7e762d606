package org.dmaengine.core.slavemap;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.dmaengine.DmaException;
import org.dmaengine.spi.SlaveMapEntry;

/// The names that are nearest to one that does not exist.
final class NearMisses {
    private static final int SHOWN = 3;

    private NearMisses() {
    }

    static DmaException noSuchChannel(String wanted, String reason, Collection<SlaveMapEntry> entries) {
        if (entries.isEmpty()) {
            return new DmaException.NoSuchChannel("no channel " + wanted + ": " + reason + "; the slave map is empty");
        }
        List<String> near = entries.stream().map(SlaveMapEntry::key).distinct()
                .sorted(Comparator.comparingInt((String key) -> distance(wanted, key)).thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN).toList();
        return new DmaException.NoSuchChannel("no channel " + wanted + ": " + reason + "; nearest: " + String.join(", ", near));
    }

    /// Insertions, deletions and substitutions that make one out of the other.
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
