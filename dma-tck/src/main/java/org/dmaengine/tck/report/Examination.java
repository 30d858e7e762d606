package org.dmaengine.tck.report;

import java.time.Duration;
import java.util.List;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.tck.Subject;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.ConformanceFailure;
import org.dmaengine.tck.bench.NotApplicable;
import org.dmaengine.tck.cases.Case;
import org.dmaengine.tck.cases.Kit;
import org.dmaengine.tck.cases.Theme;

/// Plays cases with one controller.
///
/// @param subject  the controller
/// @param patience how long a call of its drivers may take
public record Examination(Subject subject, Duration patience) {
    /// Plays all of them. Once a call has not returned, nothing is called any more.
    public List<Result> all() {
        boolean[] hung = new boolean[1];
        return Kit.themes().stream()
                .flatMap(theme -> theme.cases().stream().map(each -> play(theme, each, hung)))
                .toList();
    }

    private Result play(Theme theme, Case each, boolean[] hung) {
        long before = System.nanoTime();
        Verdict verdict = hung[0] ? new Verdict.NotTried("an earlier call of this driver has not returned") : play(each, hung);
        return new Result(theme, each, verdict, System.nanoTime() - before);
    }

    /// Plays one.
    public Verdict play(Case each) {
        return play(each, new boolean[1]);
    }

    private Verdict play(Case each, boolean[] hung) {
        ChannelCapabilities stated = subject.channel().capabilities();
        if (!each.promise().made().test(stated)) {
            return new Verdict.NotPromised(each.promise().words());
        }
        try (Bench bench = new Bench(subject, each.workload(), patience)) {
            try {
                each.play(bench);
                return new Verdict.Passed();
            } catch (ConformanceFailure failure) {
                return new Verdict.Failed(failure);
            } catch (NotApplicable reason) {
                return new Verdict.NotTried(reason.getMessage());
            } finally {
                hung[0] |= bench.hasHung();
            }
        }
    }
}
