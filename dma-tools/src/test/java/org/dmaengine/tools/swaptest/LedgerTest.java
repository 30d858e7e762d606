package org.dmaengine.tools.swaptest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void shouldCountAndSayTheFirstProblems() {
        ledger.submitted();
        ledger.submitted();
        ledger.completed();
        ledger.aborted();
        ledger.terminated(3);
        ledger.lost(0, "nothing");
        ledger.lost(5, "%s: five", "client");
        for (int i = 0; i < 100; i++) {
            ledger.repeated(1, "word %d", i);
        }
        ledger.outOfOrder(2, "two");
        Ledger.Balance balance = ledger.balance();
        assertEquals(20, balance.problems().size());
        assertEquals("lost 5: client: five", balance.problems().getFirst());
        assertEquals("repeated 1: word 18", balance.problems().getLast());
        assertEquals(new Ledger.Balance(2, 1, 1, 3, 5, 100, 2, balance.problems()), balance);
    }
}
