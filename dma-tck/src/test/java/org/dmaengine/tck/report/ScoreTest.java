package org.dmaengine.tck.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.dmaengine.tck.Level;
import org.dmaengine.tck.bench.ConformanceFailure;
import org.dmaengine.tck.cases.Kit;
import org.dmaengine.tck.cases.Theme;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static final Verdict PASSED = new Verdict.Passed();
    private static final Verdict FAILED = new Verdict.Failed(new ConformanceFailure(List.of("ST-11"), "it is wrong", null));
    private static final Verdict NOT_TRIED = new Verdict.NotTried("no device");
    private static final Verdict NOT_PROMISED = new Verdict.NotPromised("SLAVE");

    /// A case of that level that is played with work of some kind.
    private static Result result(Level level, Verdict verdict) {
        Theme theme = Kit.themes().stream().filter(each -> each.level() == level).findFirst().orElseThrow();
        return new Result(theme, theme.cases().stream().filter(each -> each.workload() != null).findFirst().orElseThrow(), verdict, 1);
    }

    private static Score score(Verdict basic, Verdict swappable) {
        return new Score(Stream.of(result(Level.BASIC, basic), result(Level.BASIC, NOT_PROMISED), result(Level.SWAPPABLE, swappable))
                .toList());
    }

    @Test
    void shouldReachTheLevelBelowTheFirstFailure() {
        assertEquals(Level.FULL, score(PASSED, PASSED).level());
        assertEquals(Level.BASIC, score(PASSED, FAILED).level());
        assertEquals(Level.NONE, score(FAILED, PASSED).level());
    }

    @Test
    void shouldNotBeFullWhileSomethingPromisedIsNotTried() {
        assertEquals(Level.SWAPPABLE, score(PASSED, NOT_TRIED).level());
    }

    @Test
    void shouldReachNothingWhereNoWorkIsTried() {
        assertEquals(Level.NONE, score(NOT_TRIED, NOT_TRIED).level());
        assertEquals(Level.NONE, new Score(List.of()).level());
    }

    @Test
    void shouldCountByVerdict() {
        Score score = score(FAILED, NOT_TRIED);
        assertEquals("0 1 1 1", score.passed() + " " + score.failed() + " " + score.notTried() + " " + score.notPromised());
    }
}
