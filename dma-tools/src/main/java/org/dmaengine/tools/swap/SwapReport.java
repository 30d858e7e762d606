package org.dmaengine.tools.swap;

import java.util.List;
import org.dmaengine.tools.Figures;
import org.dmaengine.tools.Spread;

/// What `dma:swap` did.
///
/// @param nanos how long each swap took, until the replacement was listed
record SwapReport(String controller, SwapKind kind, List<Long> nanos) {
    /// Number, controller, kind and times on one line.
    String line() {
        Spread spread = Spread.of(nanos);
        return nanos.size() + (nanos.size() == 1 ? " swap of " : " swaps of ") + controller + " by " + kind.key() + ", "
                + (nanos.size() == 1 ? Figures.millis(spread.max())
                        : "median " + Figures.millis(spread.median()) + ", p99 " + Figures.millis(spread.p99()) + ", max " + Figures.millis(spread.max()));
    }
}
