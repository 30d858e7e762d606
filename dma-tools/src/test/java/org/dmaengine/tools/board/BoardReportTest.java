package org.dmaengine.tools.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dmaengine.tools.CommandFailure;
import org.junit.jupiter.api.Test;

class BoardReportTest {
    private static final RollCall DEFERRED = new RollCall(7, 0, List.of());
    private static final RollCall GRANTED = new RollCall(0, 7, List.of());
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
        List<String> reasons = IntStream.range(0, 7).mapToObj(i -> "reason " + i).toList();
        BoardReport report = report(new RollCall(5, 2, List.of()), new RollCall(0, 0, reasons), 3, new Exchange("/x", 1, 0, 0, 1, false));
        assertEquals(List.of("2 of 7 names do not defer without their controllers", "7 of 7 names get no channel", "3 routes are left over",
                "what was sent did not come back"), report.failures());
        assertTrue(report.text().endsWith("reason 4\nrefused      and 2 more"), report::text);
    }

    @Test
    void shouldSayHowNodesOutOfUseAreCountedWhereAllAre() throws CommandFailure {
        BoardTree tree = Cottage.tree();
        RollCall nobody = new RollCall(0, 0, List.of());
        BoardReport report = new BoardReport(tree, BoardPlan.of(tree.table(), false), 0, 0, nobody, nobody, 0, 0, Optional.empty());
        assertTrue(report.text().contains("entries      0 in force of 13 with a name; ignore.status=true counts those out of use"), report::text);
    }

    private static BoardReport report(RollCall without, RollCall with, int left, Exchange exchange) throws CommandFailure {
        BoardTree tree = Cottage.tree();
        return new BoardReport(tree, BoardPlan.of(tree.table(), false), 8, 7, without, with, 1, left, Optional.of(exchange));
    }
}
