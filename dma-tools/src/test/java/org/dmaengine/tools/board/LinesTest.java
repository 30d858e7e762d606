package org.dmaengine.tools.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ChannelInfo;
import org.dmaengine.SwapTerms;
import org.dmaengine.spi.SlaveMapEntry;
import org.junit.jupiter.api.Test;

class LinesTest {
    private static final Name RX = new Name("/soc/serial", "rx");

    private final Crossbar crossbar = new Crossbar(new RouterPart(Cottage.PATH, 0));

    @Test
    void shouldTakeTheLineOfTheAlternativeThatHasLedToTheChannel() {
        Lines lines = new Lines(List.of(entry(Cottage.HEARTH, -1, 7), entry(Cottage.OVEN, -1, 9)), List.of(crossbar));
        assertEquals(7, lines.of(RX, channel(Cottage.HEARTH, 2)));
        assertEquals(9, lines.of(RX, channel(Cottage.OVEN, 2)));
    }

    @Test
    void shouldNumberTheLineLikeTheChannelThatTheTreeNames() {
        Lines lines = new Lines(List.of(entry(Cottage.STOVE, 1, -1), entry(Cottage.STOVE, 3, -1)), List.of(crossbar));
        assertEquals(3, lines.of(RX, channel(Cottage.STOVE, 3)));
        assertThrows(IllegalStateException.class, () -> lines.of(RX, channel(Cottage.STOVE, 2)));
    }

    @Test
    void shouldFollowTheRoute() {
        SlaveMapEntry entry = entry(Cottage.HEARTH, -1, 200);
        crossbar.route(entry, "dma0chan2");
        assertEquals(0, new Lines(List.of(entry), List.of(crossbar)).of(RX, channel(Cottage.HEARTH, 2)));
    }

    private static SlaveMapEntry entry(String node, int channel, int line) {
        return new SlaveMapEntry(RX.client(), RX.name(), "", "(devicetree.path=" + node + ")", channel, line, "", Map.of(), Set.of(),
                SwapTerms.DEFAULT, "a test");
    }

    private static ChannelInfo channel(String node, int number) {
        return new ChannelInfo("dma-board-0", number, "dma0chan" + number, ChannelCapabilities.of(Capability.SLAVE).build(), "",
                Map.of("devicetree.path", node));
    }
}
