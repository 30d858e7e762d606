package org.dmaengine.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dmaengine.tck.bench.ConformanceFailure;
import org.dmaengine.tck.broken.Defect;
import org.dmaengine.tck.cases.Case;
import org.dmaengine.tck.cases.Kit;
import org.dmaengine.tck.report.Examination;
import org.dmaengine.tck.report.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Drivers with one defect each: none may pass.
class BrokenDriversTest {
    /// Many of them hang, or never wake.
    private static final Duration IMPATIENT = Duration.ofMillis(100);

    static List<Defect> defects() {
        return Defect.all();
    }

    @ParameterizedTest
    @MethodSource("defects")
    void shouldNameWhatADriverBreaks(Defect defect) {
        Examination examination = new Examination(defect.subject(), IMPATIENT);
        List<String> seen = new ArrayList<>();
        for (Case each : Kit.themes().stream().flatMap(theme -> theme.cases().stream()).toList()) {
            if (examination.play(each) instanceof Verdict.Failed(ConformanceFailure failure)) {
                seen.add(failure.getMessage());
                if (failure.clauses().contains(defect.clause())) {
                    assertTrue(failure.getMessage().contains(defect.clause()), failure::getMessage);
                    return;
                }
            }
        }
        throw new AssertionError(seen.isEmpty() ? "it passes" : "it fails with other clauses only: " + seen);
    }
}
