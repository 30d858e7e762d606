package org.dmaengine.controller.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    private static long hits(String rate) {
        Rate read = Rate.of(rate).orElseThrow();
        return LongStream.rangeClosed(1, 1000).filter(transfer -> read.hits(transfer, (int) (transfer % 1000))).count();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "250, 250", "1000, 1000", "transfer 7, 1", "every 7, 142", "' every  1000 ', 1"})
    void shouldHitAsOftenAsItSays(String rate, long hits) {
        assertEquals(hits, hits(rate));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1001", "transfer 0", "every 0", "each 7", "7 of 9", "every", "99999999999999999999"})
    void shouldReadNothingElse(String rate) {
        assertEquals(Optional.empty(), Rate.of(rate));
    }

    @Test
    void shouldTakeNumbersOfAnyTypeAndSayWhatItIs() {
        assertEquals("20 of 1000", Rate.of(20L).orElseThrow().toString());
        assertEquals("transfer 7", Rate.of("transfer 7").orElseThrow().toString());
        assertEquals("every 7", Rate.of("every 7").orElseThrow().toString());
        assertTrue(Rate.of(0).orElseThrow().isNever());
        assertFalse(Rate.of("every 1").orElseThrow().isNever());
    }
}
