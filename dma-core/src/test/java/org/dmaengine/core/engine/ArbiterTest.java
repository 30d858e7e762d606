package org.dmaengine.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose turn it is: priority, then in turn, and nobody starves (D1). Turns are given by hand.
class ArbiterTest {
    private static final int HIGHEST = 7;
    private static final int LOWEST = -8;

    private final Engine engine = new Engine(EngineSpec.device("arbiter-under-test"));
    private final List<String> turns = new ArrayList<>();

    /// A channel that has something to do so many times.
    private final class Line implements Steppable {
        private final String name;
        private final Doorbell bell = engine.attach(this);
        private int left;

        Line(String name, int priority) {
            this.name = name;
            bell.priority(priority);
        }

        Line hasWork(int times) {
            left = times;
            bell.ring();
            return this;
        }

        @Override
        public void turn() {
            turns.add(name);
            if (--left > 0) {
                bell.ringAgain();
            }
        }
    }

    private void run(int count) {
        for (int i = 0; i < count; i++) {
            assertTrue(engine.round());
        }
    }

    @Test
    void shouldServeEqualsInTurn() {
        new Line("c", 0).hasWork(3);
        new Line("a", 0).hasWork(3);
        new Line("b", 0).hasWork(3);
        run(9);
        assertEquals(List.of("c", "a", "b", "c", "a", "b", "c", "a", "b"), turns);
        assertFalse(engine.round());
    }

    @Test
    @DisplayName("of equal ones the one goes first whose last turn is longest ago, whatever place it has")
    void shouldServeFirstWhoWasServedLongestAgo() {
        Line a = new Line("a", 0);
        Line b = new Line("b", 0);
        Line c = new Line("c", 0);
        for (Line line : List.of(c, b, a)) {
            line.hasWork(1);
            run(1);
        }
        turns.clear();
        List.of(a, b, c).forEach(line -> line.hasWork(1));
        run(3);
        assertEquals(List.of("c", "b", "a"), turns);
    }

    @Test
    void shouldServeTheHighestPriorityFirst() {
        new Line("low", -1).hasWork(1);
        new Line("high", 3).hasWork(2);
        new Line("plain", 0).hasWork(1);
        run(4);
        assertEquals(List.of("high", "high", "plain", "low"), turns);
    }

    @Test
    void shouldTakeAChangeOfPriorityAtOnce() {
        Line a = new Line("a", 0).hasWork(4);
        Line b = new Line("b", 0).hasWork(4);
        run(2);
        b.bell.priority(1);
        run(2);
        a.bell.priority(2);
        run(2);
        assertEquals(List.of("a", "b", "b", "b", "a", "a"), turns);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 64, 65, 200})
    @DisplayName("the lowest priority beside the highest ones that always have work: one turn in 8 for each channel")
    void shouldStarveNoLine(int lines) {
        new Line("low", LOWEST).hasWork(Integer.MAX_VALUE);
        for (int i = 1; i < lines; i++) {
            new Line("high", HIGHEST).hasWork(Integer.MAX_VALUE);
        }
        int bound = Arbiter.SHARE * lines;
        run(10 * bound);
        for (int from = 0; from <= turns.size() - bound; from++) {
            assertTrue(turns.subList(from, from + bound).contains("low"), "no turn within " + bound + " from turn " + from);
        }
    }

    @Test
    @DisplayName("what is given to those who wait longest takes no more than one turn in 8 from the most urgent")
    void shouldLeaveTheOtherTurnsToTheMostUrgent() {
        new Line("high", HIGHEST).hasWork(Integer.MAX_VALUE);
        for (int i = 0; i < 100; i++) {
            new Line("low", LOWEST).hasWork(Integer.MAX_VALUE);
        }
        run(8_000);
        assertEquals(7_000, turns.stream().filter("high"::equals).count());
    }

    /// Lines that come, go, ring and change priority as the dice fall; each counts the turns that others have had while it waited.
    @Test
    @DisplayName("the bound holds whoever rings, comes and goes meanwhile")
    void shouldStarveNoLineWhateverElseHappens() {
        long seed = Long.getLong("dma.seed", System.nanoTime());
        Random dice = new Random(seed);
        List<Line> lines = new ArrayList<>();
        int[] waited = new int[100];
        int[] bound = new int[100];
        for (int turn = 0; turn < 100_000; turn++) {
            int number = dice.nextInt(100);
            if (number >= lines.size()) {
                lines.add(new Line(String.valueOf(lines.size()), dice.nextInt(LOWEST, HIGHEST + 1)));
                number = lines.size() - 1;
            } else if (dice.nextInt(50) == 0) {
                engine.detach(lines.get(number).bell);
                lines.set(number, new Line(String.valueOf(number), dice.nextInt(LOWEST, HIGHEST + 1)));
                waited[number] = 0;
            }
            lines.get(number).hasWork(dice.nextInt(1, 20));
            engine.round();
            int served = Integer.parseInt(turns.getLast());
            waited[served] = 0;
            for (int i = 0; i < lines.size(); i++) {
                if (i != served && lines.get(i).left > 0) {
                    waited[i]++;
                    bound[i] = waited[i] == 1 ? Arbiter.SHARE * lines.size() : bound[i];
                    assertTrue(waited[i] <= bound[i], "line " + i + " of " + lines.size() + " has waited " + waited[i] + " turns, seed " + seed);
                }
            }
        }
    }

    @Test
    @DisplayName("a channel that has left has no turn; who gets its place has its own only")
    void shouldForgetWhoHasLeft() {
        Line gone = new Line("gone", 0).hasWork(5);
        engine.detach(gone.bell);
        assertFalse(engine.round());
        Line next = new Line("next", 0);
        gone.bell.ring();
        gone.bell.ringAgain();
        assertFalse(engine.round(), "a late ring is nobody's");
        next.hasWork(1);
        engine.detach(gone.bell);
        run(1);
        assertEquals(List.of("next"), turns);
    }
}
