package org.dmaengine.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void shouldMakeEachColumnAsWideAsItsWidestCell() {
        assertEquals("""
                NAME       BYTES
                dma0chan0  7
                x          1000000""", new Table("NAME", "BYTES").row("dma0chan0", "7").row("x", "1000000").toString());
    }

    @Test
    void shouldLeaveNoBlanksAtTheEndOfALine() {
        assertEquals("A   B\nab", new Table("A", "B").row("ab", "").toString());
    }
}
