package org.dmaengine.tools.stream;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.dmaengine.Capability;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.controller.fifo.LiveController;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.stubs.StubBoard;
import org.junit.jupiter.api.Test;

class ChannelsTest {
    @Test
    void shouldTakeTwoOfOneControllerAndGiveThemBack() throws CommandFailure {
        try (LiveController controller = new LiveController(Map.of("dma.channels", 2, "request.lines", 8))) {
            try (Channels channels = Channels.take(controller, Capability.CYCLIC)) {
                assertEquals("fifo0", channels.controller());
                assertEquals(8, channels.lines());
                assertNotEquals(channels.source().name(), channels.sink().name());
                assertEquals(2, controller.held().size());
            }
            assertEquals(List.of(), controller.held());
        }
    }

    @Test
    void shouldTakeBothOfTheControllerThatHasTheFirst() throws CommandFailure {
        try (LiveController one = new LiveController(Map.of("dma.controller", "one", "dma.channels", 2));
             LiveController other = new LiveController(Map.of("dma.controller", "other", "dma.channels", 2));
             DmaChannel _ = one.request(ChannelRequest.of(Capability.SLAVE))) {
            // The first controller has one channel left, for the source; the sink's would have to be the other's.
            String message = assertThrows(CommandFailure.class, () -> Channels.take(new StubBoard(one, other), Capability.SLAVE)).getMessage();
            assertTrue(message.startsWith("no channel is left for the sink: "), message);
            assertTrue(message.endsWith("; give the controller more dma.channels, or wait"), message);
            assertEquals(1, one.held().size(), "the source's was not given back");
            assertEquals(List.of(), other.held());
        }
    }

    @Test
    void shouldPassOverControllersThatDoNotKnowTheConfiguration() throws CommandFailure {
        try (LiveController foreign = new LiveController(Map.of("dma.controller", "foreign", "request.lines", 0));
             LiveController fifo = new LiveController(Map.of("dma.controller", "fifo"))) {
            StubBoard board = new StubBoard(foreign, fifo).refusing("foreign");
            try (Channels channels = Channels.take(board, Capability.SLAVE)) {
                assertEquals("fifo", channels.controller());
                assertEquals(List.of(), foreign.held(), "what does not fit is given back");
            }
        }
    }

    @Test
    void shouldSayThatThereIsNoController() {
        String message = assertThrows(CommandFailure.class, () -> Channels.take(new StubBoard(), Capability.CYCLIC)).getMessage();
        assertEquals("no FIFO controller that is capable of CYCLIC is there; configure org.dmaengine.controller.fifo, as the default board does", message);
    }

    @Test
    void shouldAskForNoLongerBurstThanTheControllerHas() throws CommandFailure {
        try (LiveController controller = new LiveController(Map.of("max.burst", 16)); Channels channels = Channels.take(controller, Capability.CYCLIC)) {
            assertDoesNotThrow(() -> channels.configure(0, 1, 4096));
        }
    }
}
