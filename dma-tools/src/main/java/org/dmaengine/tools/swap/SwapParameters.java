package org.dmaengine.tools.swap;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.KeyValues;

/// What `dma:swap` is to do.
///
/// @param controller its name
/// @param kind       how it is replaced
/// @param times      how often
/// @param every      from the begin of one swap to that of the next
record SwapParameters(String controller, SwapKind kind, int times, Duration every) {
    private static final String USAGE = "usage: dma:swap CONTROLLER [kind=restart|update|config|rank|kill] [times=1] [every=0]";
    private static final Map<String, String> DEFAULTS = Map.of("kind", SwapKind.RESTART.key(), "times", "1", "every", "0");
    private static final int MOST = 1_000_000;
    private static final int LONGEST_MILLIS = 3_600_000;

    /// Reads a name and `key=value` words; the last one of a key counts.
    static SwapParameters parse(List<String> words) throws CommandFailure {
        if (words.isEmpty() || words.getFirst().contains("=")) {
            throw new CommandFailure(USAGE + " (no controller is named; dma:list shows those there are)");
        }
        KeyValues values = KeyValues.parse("dma:swap", DEFAULTS, words.subList(1, words.size()));
        return new SwapParameters(words.getFirst(),
                SwapKind.values()[values.choice("kind", Arrays.stream(SwapKind.values()).map(SwapKind::key).toArray(String[]::new))],
                (int) values.number("times", 1, MOST), Duration.ofMillis(values.number("every", 0, LONGEST_MILLIS)));
    }
}
