package org.dmaengine.slavemap.board;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The names that something may have, and which of them a misspelt one was probably meant to be.
///
/// @param names in the order in which a message lists them
record KnownNames(List<String> names) {
    boolean contains(String name) {
        return names.contains(name);
    }

    /// The nearest known name, if it is near: two letters or a third of them differ at most, or one is part
    /// of the other. Small letters and capitals count as the same.
    Optional<String> nearest(String misspelt) {
        String lower = lower(misspelt);
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(lower, lower(name))))
                .filter(name -> distance(lower, lower(name)) <= Math.max(2, name.length() / 3))
                .or(() -> names.stream().filter(name -> lower(name).contains(lower) || lower.contains(lower(name))).findFirst());
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// How many letters have to be put in, left out or replaced to make one of the other (Levenshtein).
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
