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
    private static final int MOST_REFUSED = 5;

    /// What does not hold; nothing if all is well.
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        if (without.deferred() != names) {
            failures.add((names - without.deferred()) + " of " + names + " names do not defer without their controllers");
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
        table.row("without", without.deferred() + " of " + names + " names deferred");
        table.row("with", with.granted() + " of " + names + " names granted, " + routes + " of them through a router");
        table.row("client", exchange.map(Exchange::toString).orElse("no client in force has both names; names=A,B takes others"));
        refused(table, without);
        refused(table, with);
        return table.toString();
    }

    private static void refused(Table table, RollCall call) {
        call.refused().stream().limit(MOST_REFUSED).forEach(reason -> table.row("refused", reason));
        if (call.refused().size() > MOST_REFUSED) {
            table.row("refused", "and " + (call.refused().size() - MOST_REFUSED) + " more");
        }
    }
}
