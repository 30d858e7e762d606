package org.dmaengine.tck.report;

import org.dmaengine.tck.cases.Case;
import org.dmaengine.tck.cases.Theme;

/// How one case has ended.
///
/// @param nanos how long that took
public record Result(Theme theme, Case played, Verdict verdict, long nanos) {
}
