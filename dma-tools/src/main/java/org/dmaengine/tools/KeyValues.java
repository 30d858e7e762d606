package org.dmaengine.tools;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The `key=value` words of a command, over their defaults; the last one of a key counts.
public final class KeyValues {
    private final Map<String, String> values;

    private KeyValues(Map<String, String> values) {
        this.values = values;
    }

    /// @param command  its name, for messages
    /// @param defaults a value for each key that there is
    /// @throws CommandFailure if a word is none of those keys with a value
    public static KeyValues parse(String command, Map<String, String> defaults, Collection<String> words) throws CommandFailure {
        Map<String, String> values = new HashMap<>(defaults);
        for (String word : words) {
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 || !defaults.containsKey(key)) {
                List<String> keys = defaults.keySet().stream().sorted().toList();
                throw new CommandFailure(command + " has no parameter '" + key + "'; " + Words.advice(key, keys)
                        + (equals < 0 ? ". Parameters are key=value" : ""));
            }
            values.put(key, word.substring(equals + 1));
        }
        return new KeyValues(values);
    }

    /// The value as it was typed.
    public String text(String key) {
        return values.get(key);
    }

    /// A whole number.
    ///
    /// @throws CommandFailure if it is none, or out of range
    public long number(String key, long least, long most) throws CommandFailure {
        String word = text(key);
        try {
            long value = Long.parseLong(word);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // falls to the refusal, which is the same for both
        }
        throw new CommandFailure(key + "=" + word + " is refused; it takes a whole number from " + least
                + (most == Long.MAX_VALUE ? " on" : " to " + most));
    }

    /// One of some words, by its place among them.
    ///
    /// @throws CommandFailure if it is none of them; the nearest is named
    public int choice(String key, String... choices) throws CommandFailure {
        int index = Arrays.asList(choices).indexOf(text(key));
        if (index < 0) {
            throw new CommandFailure(key + "=" + text(key) + " is refused; " + Words.advice(text(key), List.of(choices)));
        }
        return index;
    }
}
