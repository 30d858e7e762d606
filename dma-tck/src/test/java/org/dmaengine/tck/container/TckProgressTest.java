package org.dmaengine.tck.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class TckProgressTest {
    @Test
    void shouldHaveALineForEachChannelOnATerminal() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        TckProgress progress = new TckProgress(new PrintStream(terminal, true), 2);
        progress.begins(0, "dma0 channel 0");
        progress.begins(1, "fifo0 channel 3");
        assertEquals(List.of("testing dma0 channel 0 (1 of 2)", "testing fifo0 channel 3 (2 of 2)"), terminal.toString().lines().toList());
    }

    @Test
    void shouldSayNothingAnywhereElse() {
        TckProgress progress = TckProgress.of(2);
        assertNull(progress.terminal());
        progress.begins(0, "dma0 channel 0");
    }
}
