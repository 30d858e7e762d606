package org.dmaengine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dmaengine.contract.Clause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TransferResultTest {
    @Test
    @DisplayName("IL-27 the end of a repeated transfer is told from its passes")
    @Clause("IL-27")
    void shouldTellTheEndFromAPass() {
        assertTrue(new TransferResult(1, TransferOutcome.NO_ERROR, 4096, 4096, 0, 0, 2, 7, "").isPeriod());
        assertFalse(new TransferResult(1, TransferOutcome.NO_ERROR, 4096, 0, 0, 0, 0, 7, "").isPeriod());
    }

    @Test
    @DisplayName("CB-17 a short transfer without an error says how much arrived")
    @Clause("CB-17")
    void shouldSayHowMuchArrived() {
        TransferResult shortOne = new TransferResult(1, TransferOutcome.NO_ERROR, 4096, 96, 0, 0, 0, 0, "");
        assertTrue(shortOne.isOk());
        assertEquals(4000, shortOne.transferred());
    }
}
