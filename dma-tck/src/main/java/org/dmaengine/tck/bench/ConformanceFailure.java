package org.dmaengine.tck.bench;

import java.io.Serial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A driver has not done what it has to; the message names the case, the clauses, what was expected and what was seen.
public final class ConformanceFailure extends AssertionError {
    @Serial
    private static final long serialVersionUID = 1L;
    private final transient List<String> clauses;
    private final transient String what;

    /// @param clauses of `docs/contract.md`, `docs/differences.md`, or a method of the SPI whose documentation says it
    /// @param what    what was expected and what was seen
    /// @param cause   what the driver threw, null if it threw nothing
    public ConformanceFailure(List<String> clauses, String what, Throwable cause) {
        this("", clauses, what, cause);
    }

    private ConformanceFailure(String played, List<String> clauses, String what, Throwable cause) {
        super(played + clauses + " " + what, cause);
        this.clauses = List.copyOf(clauses);
        this.what = what;
    }

    static ConformanceFailure of(String what, String... clauses) {
        return new ConformanceFailure(Arrays.asList(clauses), what, null);
    }

    /// The same as seen by a case, which has clauses of its own.
    public ConformanceFailure in(String played, List<String> more) {
        List<String> all = new ArrayList<>(clauses);
        more.stream().filter(clause -> !all.contains(clause)).forEach(all::add);
        ConformanceFailure widened = new ConformanceFailure(played + " ", all, what, getCause());
        widened.setStackTrace(getStackTrace());
        return widened;
    }

    /// What is broken.
    public List<String> clauses() {
        return clauses;
    }

    /// What was expected and what was seen.
    public String what() {
        return what;
    }
}
