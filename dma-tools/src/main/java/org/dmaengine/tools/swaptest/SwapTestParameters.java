package org.dmaengine.tools.swaptest;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.KeyValues;
import org.dmaengine.tools.swap.SwapKind;

/// What `dma:swaptest` is to do.
///
/// @param swaps    how many swaps
/// @param channels how many clients, each with a channel
/// @param seed     of everything that is left to chance
/// @param kinds    of swaps, each as often
/// @param mix      what the clients do
record SwapTestParameters(int swaps, int channels, long seed, List<SwapKind> kinds, Mix mix) {
    private static final String ALL = "all";
    private static final int MOST_SWAPS = 1_000_000;
    private static final int MOST_CHANNELS = 64;

    /// Reads `key=value` words; the last one of a key counts.
    ///
    /// @param chance the seed where none is given
    static SwapTestParameters parse(Collection<String> words, long chance) throws CommandFailure {
        KeyValues values = KeyValues.parse("dma:swaptest", Map.of("swaps", "1000", "channels", "8", "seed", Long.toString(chance), "kind", ALL,
                "load", Mix.MIXED.key()), words);
        List<SwapKind> all = List.of(SwapKind.values());
        int kind = values.choice("kind", Stream.concat(Stream.of(ALL), all.stream().map(SwapKind::key)).toArray(String[]::new));
        Mix mix = Mix.values()[values.choice("load", Stream.of(Mix.values()).map(Mix::key).toArray(String[]::new))];
        return new SwapTestParameters((int) values.number("swaps", 1, MOST_SWAPS), (int) values.number("channels", 1, MOST_CHANNELS),
                values.number("seed", Long.MIN_VALUE, Long.MAX_VALUE), kind == 0 ? all : List.of(all.get(kind - 1)), mix);
    }

    /// What is asked for, to be asked for again.
    String line() {
        return "swaps=" + swaps + " channels=" + channels + " seed=" + seed + " kind="
                + (kinds.size() > 1 ? ALL : kinds.getFirst().key()) + " load=" + mix.key();
    }
}
