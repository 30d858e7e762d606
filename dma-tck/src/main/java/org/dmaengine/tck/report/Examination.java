package org.dmaengine.tck.report;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.dmaengine.tck.Subject;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.ConformanceFailure;
import org.dmaengine.tck.bench.NotApplicable;
import org.dmaengine.tck.bench.Recall;
import org.dmaengine.tck.cases.Case;
import org.dmaengine.tck.cases.Kit;
import org.dmaengine.tck.cases.Theme;

/// Plays cases with one controller. Used by one thread.
public final class Examination {
    private final Subject subject;
    private final Duration patience;
    private final Recall recall;
    private boolean hung;

    /// @param subject  the controller
    /// @param patience how long a call of its drivers may take
    public Examination(Subject subject, Duration patience) {
        this(subject, patience, new Recall());
    }

    /// @param recall says when the controller is wanted back: nothing is tried any more
    public Examination(Subject subject, Duration patience, Recall recall) {
        this.subject = subject;
        this.patience = patience;
        this.recall = recall;
    }

    /// Plays all of them, with one driver perhaps: once a call of it has not returned, nothing is called any more.
    public List<Result> all() {
        return Kit.themes().stream().flatMap(theme -> theme.cases().stream().map(each -> result(theme, each))).toList();
    }

    private Result result(Theme theme, Case each) {
        long before = System.nanoTime();
        Verdict verdict = hung ? new Verdict.NotTried("an earlier call of this driver has not returned")
                : recall.isMade() ? new Verdict.NotTried(recall.why())
                : Thread.currentThread().isInterrupted() ? new Verdict.NotTried("interrupted") : play(each);
        return new Result(theme, each, verdict, System.nanoTime() - before);
    }

    /// Says whether a call has not returned.
    public boolean hasHung() {
        return hung;
    }

    /// Plays one. Whatever is thrown is a failure of it, and the next one can be played; but for an error of the virtual machine.
    public Verdict play(Case each) {
        Bench bench = new Bench(subject, each.workload(), patience, recall);
        Verdict verdict = guarded(each, () -> play(each, bench));
        Verdict cleared = guarded(each, () -> {
            bench.close();
            return verdict;
        });
        hung |= bench.hasHung();
        Verdict first = verdict instanceof Verdict.Failed ? verdict : cleared;
        // What a driver does while it leaves says nothing of it.
        return first instanceof Verdict.Failed && recall.isMade() ? new Verdict.NotTried(recall.why()) : first;
    }

    private static Verdict play(Case each, Bench bench) {
        if (!each.promise().made().test(bench.stated())) {
            return new Verdict.NotPromised(each.promise().words());
        }
        each.play(bench);
        return new Verdict.Passed();
    }

    private static Verdict guarded(Case each, Supplier<Verdict> part) {
        try {
            return part.get();
        } catch (ConformanceFailure failure) {
            return new Verdict.Failed(failure);
        } catch (NotApplicable reason) {
            return new Verdict.NotTried(reason.getMessage());
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            return new Verdict.Failed(new ConformanceFailure(List.of(), "outside the calls of its driver " + e + " was thrown", e)
                    .in(each.name(), each.clauses()));
        }
    }
}
