package org.dmaengine.core.slavemap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmaengine.Capability;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.SwapTerms;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.shell.ChannelCommands;
import org.dmaengine.spi.RequestRouter;
import org.dmaengine.spi.SlaveMapEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What `dma:summary` shows of channels that were requested by name, through a router, and by capability.
class SummaryTest {
    private final MappedContainer it = new MappedContainer();
    private final ChannelCommands commands = new ChannelCommands(it.container.registry());

    @Test
    @Clause({"DBG-02", "DBG-03", "DBG-07"})
    @DisplayName("as the kernel's file has it: a heading for each controller in their order, then a line for each channel in use")
    void shouldListWhatIsInUseAsTheKernelDoes() {
        it.controller("edma", 0);
        it.controller("edma", 1);
        it.controller("edma", 2);
        it.controller("pl330", 0);
        it.container.register("xbar0", (_, _) -> new ThirdLine());
        it.add(Board.file().with(Board.entry("uart0", "rx", "edma")).with(new SlaveMapEntry("uart0", "tx", "edma", "", -1, 17, "xbar0",
                Map.of(), Set.of(), SwapTerms.DEFAULT, "board")));
        try (DmaChannel _ = it.request("client", "uart0", "rx");
             DmaChannel _ = it.request("client", "uart0", "tx");
             DmaChannel _ = it.container.request("client", ChannelRequest.of(Capability.MEMCPY).onController("pl330"))) {
            assertEquals(List.of("dma0 (edma): number of channels: 3",
                    " dma0chan0    | uart0:rx",
                    " dma0chan1    | uart0:tx (via router: xbar0)",
                    "",
                    "dma1 (pl330): number of channels: 1",
                    " dma1chan0    | in-use"), commands.summary().lines().toList());
        }
        assertEquals(List.of("dma0 (edma): number of channels: 3", "", "dma1 (pl330): number of channels: 1"),
                commands.summary().lines().toList(), "idle channels are not listed");
    }

    private record ThirdLine() implements RequestRouter.Route {
        @Override
        public int requestLine() {
            return 3;
        }

        @Override
        public void close() {
            // nothing is wired
        }
    }
}
