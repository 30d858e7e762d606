package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.dmaengine.TransferOutcome;
import org.dmaengine.contract.Clause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How many transfers ended that did not simply complete (table of differences: the last 65,536 ranges).
class OutcomeLogTest {
    private final OutcomeLog log = new OutcomeLog();

    private void aborted(long cookie, long residue) {
        log.add(cookie, TransferOutcome.ABORTED, residue, 0, 0, "dropped");
    }

    @Test
    void shouldFindHowACookieEnded() {
        log.add(5, TransferOutcome.READ_FAILED, 7, 3, 0, "no data");
        OutcomeLog.End end = log.find(5);
        assertEquals(TransferOutcome.READ_FAILED, end.outcome());
        assertEquals(7, end.residue());
        assertEquals(3, end.uncertain());
        assertEquals("no data", end.detail());
        assertNull(log.find(4));
        assertNull(log.find(6));
        assertEquals(0, log.forgotten());
    }

    @Test
    @DisplayName("neighbours that ended alike are one range")
    void shouldKeepNeighboursThatEndedAlikeAsOneRange() {
        for (long cookie = 1; cookie <= 1_000_000; cookie++) {
            aborted(cookie, 8);
        }
        assertEquals(0, log.forgotten());
        assertEquals(1, log.find(1).from());
        assertEquals(1_000_000, log.find(1).to());
    }

    @Test
    @DisplayName("ranges differ by outcome, residue, uncertain bytes and detail, and by what completed in between")
    void shouldKeepDifferentEndsApart() {
        log.add(1, TransferOutcome.ABORTED, 8, 0, 0, "a");
        log.add(2, TransferOutcome.READ_FAILED, 8, 0, 0, "a");
        log.add(3, TransferOutcome.READ_FAILED, 9, 0, 0, "a");
        log.add(4, TransferOutcome.READ_FAILED, 9, 1, 0, "a");
        log.add(5, TransferOutcome.READ_FAILED, 9, 1, 0, "b");
        log.add(7, TransferOutcome.READ_FAILED, 9, 1, 0, "b");
        assertNull(log.find(6));
        for (long cookie : new long[] {1, 2, 3, 4, 5, 7}) {
            assertEquals(cookie, log.find(cookie).from());
            assertEquals(cookie, log.find(cookie).to());
        }
    }

    @Test
    @Clause("DIFF-03")
    @DisplayName("the oldest ranges are forgotten, and it is known up to where")
    void shouldForgetTheOldestRanges() {
        for (long i = 1; i <= OutcomeLog.LIMIT + 10; i++) {
            aborted(2 * i, 8); // every other cookie has completed
        }
        assertEquals(20, log.forgotten());
        assertNull(log.find(20));
        assertEquals(8, log.find(22).residue());
        assertEquals(8, log.find(2 * (OutcomeLog.LIMIT + 10)).residue());
    }

    @Test
    @DisplayName("a correction takes one cookie out of its range, wherever it stands")
    void shouldCorrectOneCookieOfARange() {
        for (long middle : new long[] {11, 15, 20}) {
            OutcomeLog some = new OutcomeLog();
            for (long cookie = 11; cookie <= 20; cookie++) {
                some.add(cookie, TransferOutcome.ABORTED, 64, 0, 0, "dropped");
            }
            some.correct(middle, 5, 0, 0);
            for (long cookie = 11; cookie <= 20; cookie++) {
                assertEquals(cookie == middle ? 5 : 64, some.find(cookie).residue(), middle + ": " + cookie);
                assertEquals("dropped", some.find(cookie).detail());
            }
        }
    }

    @Test
    void shouldCorrectNothingThatItDoesNotKnow() {
        aborted(5, 8);
        log.correct(4, 1, 0, 0);
        log.correct(6, 1, 0, 0);
        assertEquals(8, log.find(5).residue());
    }

    /// The same in the simplest way: one entry for each cookie, and a list of ranges only to know what is forgotten.
    private static final class Model {
        private final TreeMap<Long, String> ends = new TreeMap<>();
        private final Deque<long[]> ranges = new ArrayDeque<>();
        private long forgotten;

        void add(long cookie, String end) {
            long[] last = ranges.peekLast();
            boolean joins = last != null && last[1] == cookie - 1 && ends.get(last[1]).equals(end);
            ends.put(cookie, end);
            if (joins) {
                last[1] = cookie;
            } else {
                ranges.add(new long[] {cookie, cookie});
                forget();
            }
        }

        void correct(long cookie, String end) {
            if (ends.get(cookie).equals(end)) {
                return;
            }
            ends.put(cookie, end);
            List<long[]> parts = new ArrayList<>();
            for (long[] range : ranges) {
                if (cookie < range[0] || cookie > range[1]) {
                    parts.add(range);
                    continue;
                }
                if (range[0] < cookie) {
                    parts.add(new long[] {range[0], cookie - 1});
                }
                parts.add(new long[] {cookie, cookie});
                if (cookie < range[1]) {
                    parts.add(new long[] {cookie + 1, range[1]});
                }
            }
            ranges.clear();
            ranges.addAll(parts);
            forget();
        }

        private void forget() {
            while (ranges.size() > OutcomeLog.LIMIT) {
                forgotten = ranges.poll()[1];
            }
            ends.headMap(forgotten, true).clear();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @DisplayName("TRM-03 against a simple model: what is added and corrected is found, what is forgotten is not, full or not")
    void shouldAgreeWithASimpleModel(long seed) {
        Random random = new Random(seed);
        Model model = new Model();
        long cookie = 0;
        // The second half runs on a full log.
        if (seed % 2 == 0) {
            for (int i = 0; i < OutcomeLog.LIMIT - 5; i++) {
                cookie += 2;
                add(model, cookie, 1);
            }
        }
        for (int i = 0; i < 300; i++) {
            cookie += random.nextInt(3);
            long first = cookie + 1;
            int dropped = 1 + random.nextInt(6);
            for (int j = 0; j < dropped; j++) {
                add(model, ++cookie, random.nextInt(4) == 0 ? 2 : 1);
            }
            // The driver has stopped: the first, or with a depth some of the first, came further than was known.
            for (int j = 0; j < 1 + random.nextInt(dropped); j++) {
                long residue = random.nextInt(3);
                if (first + j > model.forgotten) {
                    model.correct(first + j, "ABORTED " + residue);
                    log.correct(first + j, residue, 0, 0);
                }
            }
            assertAgrees(model, cookie, seed);
        }
        assertTrue(seed % 2 == 1 || model.forgotten > 0, "the log was full");
    }

    private void add(Model model, long cookie, long residue) {
        model.add(cookie, "ABORTED " + residue);
        aborted(cookie, residue);
    }

    private void assertAgrees(Model model, long last, long seed) {
        assertEquals(model.forgotten, log.forgotten(), "seed " + seed);
        for (long cookie = Math.max(1, last - 50); cookie <= last; cookie++) {
            assertFound(model, cookie, seed);
        }
        for (long cookie = model.forgotten; cookie <= Math.min(last, model.forgotten + 50); cookie++) {
            assertFound(model, cookie, seed);
        }
    }

    private void assertFound(Model model, long cookie, long seed) {
        OutcomeLog.End end = log.find(cookie);
        assertEquals(model.ends.get(cookie), end == null ? null : end.outcome() + " " + end.residue(), "seed " + seed + " cookie " + cookie);
    }

    @Test
    @DisplayName("a correction in the very oldest range of a full log")
    void shouldCorrectTheOldestRangeOfAFullLog() {
        for (long cookie = 1; cookie <= 10; cookie++) {
            aborted(cookie, 64);
        }
        for (long i = 1; i < OutcomeLog.LIMIT; i++) {
            aborted(10 + 2 * i, 8);
        }
        assertEquals(0, log.forgotten());
        log.correct(4, 5, 0, 0);
        assertEquals(4, log.forgotten(), "there was no room for three ranges instead of one");
        assertNull(log.find(4));
        for (long cookie = 5; cookie <= 10; cookie++) {
            assertEquals(64, log.find(cookie).residue(), "cookie " + cookie);
        }
        assertEquals(8, log.find(12).residue());
        assertEquals(8, log.find(10 + 2 * (OutcomeLog.LIMIT - 1)).residue());
    }
}
