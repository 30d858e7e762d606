package org.dmaengine.tools.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmaengine.shell.Table;

/// What `dma:board` found.
///
/// @param tree     the board
/// @param plan     what was made for it
/// @param entries  of the tree that are in force
/// @param names    how many names they have
/// @param without  every name requested before there was a controller
/// @param with     and again when all were there
/// @param routes   routes made for that
/// @param left     routes that are still there
/// @param exchange of the client; empty if nobody has both names
record BoardReport(BoardTree tree, BoardPlan plan, int entries, int names, RollCall without, RollCall with, int routes, int left,
                   Optional<Exchange> exchange) {
    private static final int MOST_SHOWN = 5;

    /// What does not hold; nothing if all is well.
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        if (without.deferred().size() != names) {
            failures.add((names - without.deferred().size()) + " of " + names + " names do not defer without their controllers");
        }
        if (with.granted() != names) {
            failures.add((names - with.granted()) + " of " + names + " names get no channel");
        }
        if (left != 0) {
            failures.add(left + " routes are left over");
        }
        if (exchange.isPresent() && !exchange.get().same()) {
            failures.add("what was sent did not come back");
        }
        return failures;
    }

    /// All of it.
    String text() {
        Table table = new Table("board", tree.model());
        int routers = plan.routers().size();
        table.row("controllers", plan.controllers().size() + " with " + plan.channels() + " channels, " + routers
                + (routers == 1 ? " router" : " routers"));
        table.row("entries", entries + " in force of " + tree.named() + " with a name; "
                + (entries == 0 && tree.named() > 0 ? "ignore.status=true counts those out of use" : names + " names"));
        table.row("without", without.deferred().size() + " of " + names + " names deferred");
        table.row("with", with.granted() + " of " + names + " names granted, " + routes + " of them through a router");
        table.row("client", exchange.map(Exchange::toString).orElse("no client in force has both names; names=A,B takes others"));
        rows(table, "refused", without.refused());
        rows(table, "refused", with.refused());
        rows(table, "deferred", with.deferred());
        return table.toString();
    }

    private static void rows(Table table, String what, List<String> reasons) {
        reasons.stream().limit(MOST_SHOWN).forEach(reason -> table.row(what, reason));
        if (reasons.size() > MOST_SHOWN) {
            table.row(what, "and " + (reasons.size() - MOST_SHOWN) + " more");
        }
    }
}
