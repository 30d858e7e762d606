package org.dmaengine.tck.report;

import org.dmaengine.tck.bench.ConformanceFailure;

/// How a case has ended.
public sealed interface Verdict {
    /// The driver does what it has to.
    record Passed() implements Verdict { }

    /// It does not.
    record Failed(ConformanceFailure failure) implements Verdict { }

    /// It has not been tried, since the driver does not promise it.
    ///
    /// @param promise what it would have to promise
    record NotPromised(String promise) implements Verdict { }

    /// It has been promised, but could not be tried.
    ///
    /// @param why what is missing
    record NotTried(String why) implements Verdict { }
}
