package org.dmaengine.tools.stream;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Words;

/// What a stream is to do.
///
/// @param source  endpoint that gives
/// @param sink    endpoint that takes
/// @param mode    how the bytes are carried
/// @param period  bytes of a buffer
/// @param periods number of buffers
/// @param bytes   bytes after which the stream ends, [#ALL] for those that the source has
/// @param sha     whether to compute the SHA-256 of what goes through
/// @param swaps   how often the controller is replaced meanwhile
record StreamParameters(String source, String sink, Mode mode, int period, int periods, long bytes, boolean sha, int swaps) {
    /// Until the source ends.
    static final long ALL = Long.MAX_VALUE;
    /// Most bytes of all buffers together: native memory, which nobody wants to run out of.
    static final long LARGEST_RING = 1L << 30;
    private static final int MOST_SWAPS = 1_000_000;

    private static final String USAGE =
            "usage: dma:stream SOURCE SINK [mode=cyclic|sg|single] [period=4096] [periods=8] [bytes=N] [sha=on|off] [swaps=0]";
    private static final List<String> KEYS = List.of("mode", "period", "periods", "bytes", "sha", "swaps");

    /// Checks what the values need of one another.
    StreamParameters {
        if ((long) period * periods > LARGEST_RING) {
            throw new IllegalArgumentException("period=" + period + " times periods=" + periods + " is " + (long) period * periods
                    + " bytes of memory; at most " + LARGEST_RING + " are taken, so choose one of them smaller");
        }
    }

    /// The bytes of all buffers.
    int ring() {
        return period * periods;
    }

    /// Reads two endpoints and `key=value` words; the last one of a key counts.
    static StreamParameters parse(List<String> words) throws CommandFailure {
        if (words.size() < 2) {
            throw new CommandFailure(USAGE + " (" + words.size() + (words.size() == 1 ? " word" : " words") + " given)");
        }
        Map<String, String> given = new HashMap<>(Map.of("mode", "cyclic", "period", "4096", "periods", "8", "sha", "on", "swaps", "0"));
        for (String word : words.subList(2, words.size())) {
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 || !KEYS.contains(key)) {
                throw new CommandFailure("dma:stream has no parameter '" + key + "'; " + Words.advice(key, KEYS)
                        + (equals < 0 ? ". Parameters are key=value, behind the two endpoints" : ""));
            }
            given.put(key, word.substring(equals + 1));
        }
        try {
            return new StreamParameters(endpoint(words.get(0), "source"), endpoint(words.get(1), "sink"), mode(given.get("mode")),
                    (int) number("period", given.get("period"), 1, 1 << 30), (int) number("periods", given.get("periods"), 1, 1 << 16),
                    given.containsKey("bytes") ? number("bytes", given.get("bytes"), 1, ALL - 1) : ALL, isOn(given.get("sha")),
                    (int) number("swaps", given.get("swaps"), 0, MOST_SWAPS));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private static String endpoint(String word, String side) throws CommandFailure {
        if (word.indexOf(':') < 1) {
            throw new CommandFailure(side + " '" + word + "' names no scheme; a file is file:" + (word.isEmpty() ? "PATH" : word)
                    + ", others are tcp:HOST:PORT, listen:PORT, unix:PATH, pipe:PATH, tty:PATH, null:, pattern:SEED");
        }
        return word;
    }

    private static Mode mode(String word) throws CommandFailure {
        for (Mode mode : Mode.values()) {
            if (mode.key().equals(word)) {
                return mode;
            }
        }
        List<String> modes = Arrays.stream(Mode.values()).map(Mode::key).toList();
        throw new CommandFailure("mode=" + word + " is refused; " + Words.advice(word, modes));
    }

    private static boolean isOn(String word) throws CommandFailure {
        return switch (word) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new CommandFailure("sha=" + word + " is refused; it takes on or off");
        };
    }

    private static long number(String key, String word, long least, long most) throws CommandFailure {
        try {
            long value = Long.parseLong(word);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // falls to the refusal, which is the same for both
        }
        throw new CommandFailure(key + "=" + word + " is refused; it takes a whole number from " + least
                + (most == ALL - 1 ? " on" : " to " + most));
    }
}
