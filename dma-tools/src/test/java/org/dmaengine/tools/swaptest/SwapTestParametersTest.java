package org.dmaengine.tools.swaptest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.swap.SwapKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwapTestParametersTest {
    @Test
    void shouldTakeTheDefaultsWhereNothingIsSaid() throws CommandFailure {
        assertEquals(new SwapTestParameters(1000, 8, 77, List.of(SwapKind.values()), Mix.MIXED), parse(""));
    }

    @Test
    void shouldBeAskedForAgain() throws CommandFailure {
        for (String words : List.of("swaps=50 channels=3 seed=-5 kind=rank load=mixed", "swaps=1 channels=1 seed=0 kind=all load=drain")) {
            assertEquals(words, parse(words).line());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            swaps=0     | swaps=0 is refused; it takes a whole number from 1 to 1000000
            channels=65 | channels=65 is refused; it takes a whole number from 1 to 64
            seed=x      | seed=x is refused; it takes a whole number from -9223372036854775808 on
            kind=restar | kind=restar is refused; did you mean restart?
            load=64     | load=64 is refused; there are mixed, drain
            swap=5      | dma:swaptest has no parameter 'swap'; did you mean swaps?
            dma0        | dma:swaptest has no parameter 'dma0'; there are channels, kind, load, seed, swaps. Parameters are key=value
            """)
    void shouldRefuseWithOneLineThatTeaches(String words, String expected) {
        String message = assertThrows(CommandFailure.class, () -> parse(words)).getMessage();
        assertTrue(message.startsWith(expected), message);
    }

    private static SwapTestParameters parse(String words) throws CommandFailure {
        return SwapTestParameters.parse(words.isEmpty() ? List.of() : List.of(words.split(" ")), 77);
    }
}
