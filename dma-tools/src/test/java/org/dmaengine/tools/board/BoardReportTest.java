package org.dmaengine.tools.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dmaengine.tools.CommandFailure;
import org.junit.jupiter.api.Test;

class BoardReportTest {
    private static final List<String> REASONS = IntStream.range(0, 7).mapToObj(i -> "reason " + i).toList();
    private static final RollCall DEFERRED = new RollCall(REASONS, 0, List.of());
    private static final RollCall GRANTED = new RollCall(List.of(), 7, List.of());
    private static final Exchange EXCHANGE = new Exchange("/soc/serial@b000", 4_096, 7, 0, 1_500_000, true);

    @Test
    void shouldTellAllInColumns() throws CommandFailure {
        BoardReport report = report(DEFERRED, GRANTED, 0, EXCHANGE);
        assertEquals(List.of(), report.failures());
        assertEquals("""
                board        Cottage
                controllers  4 with 24 channels, 1 router
                entries      8 in force of 13 with a name; 7 names
                without      7 of 7 names deferred
                with         7 of 7 names granted, 1 of them through a router
                client       /soc/serial@b000, 4096 bytes from line 0 to line 7 in 1.500 ms, the same came back""", report.text());
    }

    @Test
    void shouldNameEverythingThatDoesNotHold() throws CommandFailure {
        BoardReport report = report(new RollCall(REASONS.subList(0, 5), 2, List.of()), new RollCall(List.of(), 0, REASONS), 3,
                new Exchange("/x", 1, 0, 0, 1, false));
        assertEquals(List.of("2 of 7 names do not defer without their controllers", "7 of 7 names get no channel", "3 routes are left over",
                "what was sent did not come back"), report.failures());
        assertTrue(report.text().endsWith("reason 4\nrefused      and 2 more"), report::text);
    }

    @Test
    void shouldSayWhyNamesDeferWhoseControllersAreThere() throws CommandFailure {
        RollCall with = new RollCall(REASONS.subList(0, 6), 0, List.of("/soc/x:rx: somebody has it"));
        List<String> lines = report(DEFERRED, with, 0, EXCHANGE).text().lines().toList();
        assertEquals(List.of("refused      /soc/x:rx: somebody has it", "deferred     reason 0", "deferred     reason 1",
                "deferred     reason 2", "deferred     reason 3", "deferred     reason 4", "deferred     and 1 more"),
                lines.subList(6, lines.size()));
    }

    @Test
    void shouldSayHowNodesOutOfUseAreCountedWhereAllAre() throws CommandFailure {
        BoardTree tree = Cottage.tree();
        RollCall nobody = new RollCall(List.of(), 0, List.of());
        BoardReport report = new BoardReport(tree, BoardPlan.of(tree.table(), false), 0, 0, nobody, nobody, 0, 0, Optional.empty());
        assertTrue(report.text().contains("entries      0 in force of 13 with a name; ignore.status=true counts those out of use"),
                report::text);
    }

    private static BoardReport report(RollCall without, RollCall with, int left, Exchange exchange) throws CommandFailure {
        BoardTree tree = Cottage.tree();
        return new BoardReport(tree, BoardPlan.of(tree.table(), false), 8, 7, without, with, 1, left, Optional.of(exchange));
    }
}
