package org.dmaengine.tck.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TckArgumentsTest {
    @Test
    void shouldTakeAControllerAndAFileInAnyOrder() throws TckFailure {
        assertEquals(new TckArguments("", ""), TckArguments.parse(List.of()));
        assertEquals(new TckArguments("dma0", "a.xml"), TckArguments.parse(List.of("report=a.xml", "dma0")));
    }

    @Test
    void shouldSayWhatItTakes() {
        assertEquals("dma:tck has no parameter 'rep=1'; it takes [CONTROLLER] [report=FILE]", refusal("rep=1"));
        assertEquals("dma:tck has no parameter 'report='; it takes [CONTROLLER] [report=FILE]", refusal("report="));
        assertEquals("dma:tck takes one controller, or none for all; there are 'dma0' and 'dma1'", refusal("dma0", "dma1"));
    }

    private static String refusal(String... words) {
        return assertThrows(TckFailure.class, () -> TckArguments.parse(List.of(words))).getMessage();
    }
}
