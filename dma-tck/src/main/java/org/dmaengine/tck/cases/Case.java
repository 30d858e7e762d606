package org.dmaengine.tck.cases;

import java.util.List;
import java.util.Set;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.ConformanceFailure;
import org.dmaengine.tck.bench.NotApplicable;
import org.dmaengine.tck.bench.Workload;

/// One thing that a driver has to do.
///
/// @param name     what it has to do, in words
/// @param workload the work that it is tried with; null if the case brings its own
/// @param clauses  of `docs/contract.md` or `docs/differences.md`, or the method of the SPI whose documentation says it
/// @param promise  when it has to
/// @param script   how that is tried
public record Case(String name, Workload workload, List<String> clauses, Promise promise, Script script) {
    /// Plays a case.
    @FunctionalInterface
    public interface Script {
        /// @throws ConformanceFailure if the driver does not do what it has to
        /// @throws NotApplicable      if it cannot be tried
        void play(Bench bench);
    }

    static Case of(String name, List<String> clauses, Promise promise, Script script) {
        return new Case(name, null, clauses, promise, script);
    }

    /// A case for each of these works.
    static List<Case> each(String name, List<String> clauses, Promise promise, Set<Workload> workloads, Script script) {
        return workloads.stream()
                .map(workload -> new Case(name + ": " + workload.words(), workload, clauses, Promise.of(workload).and(promise), script))
                .toList();
    }

    /// Plays it to the end.
    ///
    /// @throws ConformanceFailure that names the clauses of this case as well
    public void play(Bench bench) {
        try {
            script.play(bench);
            bench.finish();
        } catch (ConformanceFailure failure) {
            throw failure.in(name, clauses);
        } catch (NotApplicable reason) {
            throw reason;
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw new ConformanceFailure(List.of(), "it could not be played to its end: " + e, e).in(name, clauses);
        }
    }
}
