package org.dmaengine.tools.swaptest;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dmaengine.shell.Table;
import org.dmaengine.tools.Figures;
import org.dmaengine.tools.Spread;
import org.dmaengine.tools.swap.SwapKind;
import org.dmaengine.watch.Counts;

/// What `dma:swaptest` found.
///
/// @param swaps   swaps done
/// @param nanos   time in all
/// @param balance what became of everything submitted, as the clients and ports saw it
/// @param counts  what the drivers did, as the watches saw it
/// @param kinds   a row for each kind
/// @param leaks   what is left over
record SwapTestReport(SwapTestParameters parameters, int swaps, long nanos, Ledger.Balance balance, Counts counts,
                      Map<SwapKind, Row> kinds, List<Leaks.Leak> leaks) {
    private static final String NONE = "-";

    /// One kind of swap.
    ///
    /// @param swaps    how many
    /// @param blackout of channels with work
    /// @param bare     of the bundle alone, without leases; null where no bundle is touched
    record Row(int swaps, Spread blackout, Spread bare) {
    }

    /// Says whether nothing was lost, repeated, out of order or left over.
    boolean isOk() {
        return balance.lost() + balance.repeated() + balance.outOfOrder() + counts.skipped() + counts.repeated() + leaked() == 0
                && swaps == parameters.swaps();
    }

    private int leaked() {
        return leaks.stream().mapToInt(Leaks.Leak::count).sum();
    }

    /// The verdict on one line.
    String verdict() {
        return "lost " + (balance.lost() + counts.skipped()) + ", repeated " + (balance.repeated() + counts.repeated()) + ", out of order "
                + balance.outOfOrder() + ", leaked " + leaked();
    }

    /// All of it.
    String text() {
        StringBuilder text = new StringBuilder();
        line(text, swaps + " swaps under " + parameters.channels() + " clients in " + Figures.seconds(nanos));
        line(text, "submitted " + balance.submitted() + ", completed " + balance.completed() + ", aborted " + balance.aborted() + ", terminated "
                + balance.terminated());
        line(text, "drivers: opened " + counts.opened() + ", closed " + counts.closed() + ", started " + counts.started() + ", continued "
                + counts.continued() + ", steps " + counts.steps() + ", bytes " + counts.bytes() + ", skipped " + counts.skipped() + ", repeated "
                + counts.repeated());
        balance.problems().forEach(problem -> line(text, problem));
        line(text, table());
        line(text, leaks.stream().map(leak -> leak.what() + " " + leak.count()).collect(Collectors.joining(", ", "left over: ", "")));
        leaks.forEach(leak -> leak.detail().forEach(detail -> line(text, leak.what() + ": " + detail)));
        return text.append(verdict()).toString();
    }

    private String table() {
        Table table = new Table("KIND", "SWAPS", "SAMPLES", "BLACKOUT P50", "P99", "MAX", "BARE P50", "P99", "MAX");
        kinds.forEach((kind, row) -> {
            Spread blackout = row.blackout();
            Spread bare = row.bare();
            table.row(kind.key(), Integer.toString(row.swaps()), Integer.toString(blackout.count()), Figures.millis(blackout.median()),
                    Figures.millis(blackout.p99()), Figures.millis(blackout.max()), bare == null ? NONE : Figures.millis(bare.median()),
                    bare == null ? NONE : Figures.millis(bare.p99()), bare == null ? NONE : Figures.millis(bare.max()));
        });
        return table.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }
}
