package org.dmaengine.tools;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Words that a user typed, beside those there are.
public final class Words {
    private Words() {}

    /// What to do about a word that is none of those known: the nearest, if it is near enough, else all of them.
    public static String advice(String word, Collection<String> known) {
        List<String> all = List.copyOf(known);
        String nearest = all.stream().min(Comparator.comparingInt(candidate -> distance(candidate, word))).orElseThrow();
        return distance(nearest, word) <= Math.max(2, word.length() / 3)
                ? "did you mean " + nearest + "?"
                : "there are " + String.join(", ", all);
    }

    /// Refuses words behind a command that takes none; Gogo's own line would speak of types.
    ///
    /// @throws CommandFailure if there are some
    public static void expectNone(String command, String... words) throws CommandFailure {
        if (words.length > 0) {
            throw new CommandFailure("usage: " + command + ", as it is, without a word behind it (" + words.length
                    + (words.length == 1 ? " word" : " words") + " given)");
        }
    }

    /// Levenshtein's distance, one row at a time.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substituted, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
