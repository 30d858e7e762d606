package org.dmaengine.tools.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.dmaengine.SwapTerms;
import org.dmaengine.spi.RequestRouter.Route;
import org.dmaengine.spi.SlaveMapEntry;
import org.junit.jupiter.api.Test;

class CrossbarTest {
    private static final SlaveMapEntry ENTRY = new SlaveMapEntry("/soc/serial", "rx", "", "", -1, 200, Cottage.PATH, Map.of(), Set.of(),
            SwapTerms.DEFAULT, "a test");

    @Test
    void shouldLeadEveryInputToALineOfItsOwn() {
        Crossbar crossbar = new Crossbar(new RouterPart(Cottage.PATH, 2));
        assertEquals(0, crossbar.route(ENTRY, "dma0chan0").requestLine());
        assertEquals(1, crossbar.route(ENTRY, "dma0chan1").requestLine());
        assertEquals(OptionalInt.of(1), crossbar.line("dma0chan1"));
        assertEquals(OptionalInt.empty(), crossbar.line("dma0chan2"));
    }

    @Test
    void shouldRefuseWhenNoLineIsLeftAndGoOnWhenOneIs() {
        Crossbar crossbar = new Crossbar(new RouterPart(Cottage.PATH, 2));
        Route first = crossbar.route(ENTRY, "dma0chan0");
        crossbar.route(ENTRY, "dma0chan1");
        assertEquals(Cottage.PATH + " has no free route for /soc/serial:rx: all 2 lines behind it are used; release a channel",
                assertThrows(IllegalStateException.class, () -> crossbar.route(ENTRY, "dma0chan2")).getMessage());
        first.close();
        assertEquals(0, crossbar.route(ENTRY, "dma0chan2").requestLine());
    }

    @Test
    void shouldCountWhatItMadeAndWhatIsThere() {
        Crossbar crossbar = new Crossbar(new RouterPart(Cottage.PATH, 0));
        crossbar.route(ENTRY, "dma0chan0").close();
        crossbar.route(ENTRY, "dma0chan1");
        assertEquals(2, crossbar.made());
        assertEquals(1, crossbar.open());
    }
}
