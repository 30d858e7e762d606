package org.dmaengine.controller.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private static final Pace MEGABYTE = new Pace(0, 0, 1_000_000, 64, 1);

    private static List<Long> latencies(long seed, int channel) {
        Pace pace = new Pace(1000, 500, 0, 1, seed);
        return LongStream.rangeClosed(1, 100).mapToObj(transfer -> pace.latency(channel, transfer)).toList();
    }

    @Test
    void shouldDrawTheJitterFromSeedChannelAndNumber() {
        assertEquals(latencies(1, 0), latencies(1, 0));
        assertNotEquals(latencies(1, 0), latencies(2, 0));
        assertNotEquals(latencies(1, 0), latencies(1, 1));
        assertTrue(latencies(1, 0).stream().allMatch(nanos -> nanos >= 1000 && nanos <= 1500));
        assertTrue(latencies(1, 0).stream().distinct().count() > 50);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "63999, 0", "64000, 64", "127999, 64", "128000, 128", "199999, 192", "200000, 200", "9000000000000, 200"})
    void shouldHaveBytesDueInBursts(long nanos, long bytes) {
        assertEquals(bytes, MEGABYTE.due(nanos, 200));
    }

    @Test
    void shouldSayWhenTheNextBytesAreDue() {
        for (long end = 64; end <= 1 << 20; end += 64) {
            long nanos = MEGABYTE.nanos(end);
            assertTrue(MEGABYTE.due(nanos, 1 << 21) >= end && MEGABYTE.due(nanos - 1000, 1 << 21) < end, end + " bytes at " + nanos);
        }
    }

    @Test
    void shouldGiveAllAtOnceWithoutARate() {
        assertEquals(1000, new Pace(0, 0, 0, 64, 1).due(0, 1000));
        assertEquals(0, new Pace(0, 0, 0, 64, 1).due(-1, 1000));
    }
}
