package org.dmaengine.tck.report;

import java.util.List;
import java.util.function.Predicate;
import org.dmaengine.tck.Level;

/// What results come to.
///
/// @param results how each case has ended
public record Score(List<Result> results) {
    /// Copies the list.
    public Score {
        results = List.copyOf(results);
    }

    /// Cases that the driver has passed.
    public int passed() {
        return count(Verdict.Passed.class::isInstance);
    }

    /// Cases that it has failed.
    public int failed() {
        return count(Verdict.Failed.class::isInstance);
    }

    /// Cases that it promises, but that could not be tried.
    public int notTried() {
        return count(Verdict.NotTried.class::isInstance);
    }

    /// Cases that it does not promise.
    public int notPromised() {
        return count(Verdict.NotPromised.class::isInstance);
    }

    private int count(Predicate<Verdict> which) {
        return (int) results.stream().map(Result::verdict).filter(which).count();
    }

    /// The highest level whose cases, and those of the levels before it, have not failed, where work of some kind has been tried.
    public Level level() {
        if (results.stream().noneMatch(each -> each.played().workload() != null && each.verdict() instanceof Verdict.Passed)
                || fails(Level.BASIC)) {
            return Level.NONE;
        }
        if (fails(Level.SWAPPABLE)) {
            return Level.BASIC;
        }
        return notTried() == 0 ? Level.FULL : Level.SWAPPABLE;
    }

    private boolean fails(Level level) {
        return results.stream().anyMatch(each -> each.theme().level() == level && each.verdict() instanceof Verdict.Failed);
    }
}
