package org.dmaengine.tools.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.dmaengine.spi.SpecifierTranslator.Meaning;
import org.dmaengine.spi.SpecifierTranslator.Specifier;
import org.junit.jupiter.api.Test;

class CellOfLineTest {
    private final CellOfLine translator = new CellOfLine();

    @Test
    void shouldTakeTheFirstCell() {
        assertEquals(Optional.of(Meaning.line(18)),
                translator.translate(new Specifier("/dma", List.of("st,stm32-mdma"), List.of(18L, 0x400L, 1L))));
    }

    @Test
    void shouldTakeTheCellThatIsKnown() {
        assertEquals(Optional.of(Meaning.line(20)),
                translator.translate(new Specifier("/dma", List.of("vendor,own", "allwinner,sun4i-a10-dma"), List.of(1L, 20L))));
    }

    @Test
    void shouldRefuseWhatIsNoLine() {
        assertThrows(ArithmeticException.class, () -> translator.translate(new Specifier("/dma", List.of(), List.of(0xffff_ffffL, 0L))));
    }
}
