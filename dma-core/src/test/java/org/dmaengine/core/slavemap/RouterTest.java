package org.dmaengine.core.slavemap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.SwapTerms;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.CopyDriver;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.RequestRouter;
import org.dmaengine.spi.SlaveMapEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/// A crossbar between the peripheral and the controller.
class RouterTest {
    private final MappedContainer it = new MappedContainer();
    private final List<String> events = new ArrayList<>();
    private final RecordingDriver driver = new RecordingDriver();

    @Test
    @DisplayName("REQ-49 the driver sees the controller's line, and the route goes once, after the driver has been closed")
    @Clause({"REQ-34", "REQ-49", "REQ-50"})
    void shouldKeepTheRouteAsLongAsTheLease() {
        describe("xbar0");
        it.container.register("edma", driver);
        it.container.register("xbar0", routerTo(9));
        DmaChannel channel = it.request("client", "uart0", "rx");
        assertEquals(List.of("route 17 of dma0chan0", "open line 9"), events);
        channel.close();
        channel.close();
        assertEquals(List.of("route 17 of dma0chan0", "open line 9", "close driver", "close route"), events);
    }

    @Test
    @DisplayName("REQ-51 without the router the request is deferred and names it, and there is no Condition")
    @Clause({"REQ-51", "ERR-01"})
    void shouldDeferUntilTheRouterIsThere() throws Exception {
        describe("xbar0");
        it.container.register("edma", driver);
        DmaException deferred = assertThrows(DmaException.NotYetAvailable.class, () -> it.request("client", "uart0", "rx"));
        assertTrue(deferred.getMessage().contains("router xbar0 is not there"), deferred.getMessage());
        assertArrayEquals(new Object[0], it.ids());
        CompletableFuture<DmaChannel> waiting = it.requestAsync(it.container.session("client"), "uart0", "rx");
        ServiceReference<RequestRouter> router = it.container.register("xbar0", routerTo(9));
        waiting.get(10, TimeUnit.SECONDS).close();
        assertArrayEquals(new Object[] {"dma:uart0:rx"}, it.ids());
        it.container.unregisterRouter(router);
        assertArrayEquals(new Object[0], it.ids());
    }

    @Test
    @DisplayName("REQ-51 without the controller no route is made")
    @Clause("REQ-51")
    void shouldMakeNoRouteWithoutAController() {
        describe("xbar0");
        it.container.register("xbar0", routerTo(9));
        assertThrows(DmaException.NotYetAvailable.class, () -> it.request("client", "uart0", "rx"));
        assertEquals(List.of(), events);
    }

    @Test
    @DisplayName("REQ-50 a driver that refuses the lease costs the route")
    @Clause("REQ-50")
    void shouldTakeTheRouteDownWhenTheDriverRefuses() {
        describe("xbar0");
        driver.refusal = "line 9 is fused off";
        it.container.register("edma", driver);
        it.container.register("xbar0", routerTo(9));
        DmaException refused = assertThrows(DmaException.NotYetAvailable.class, () -> it.request("client", "uart0", "rx"));
        assertTrue(refused.getMessage().contains("line 9 is fused off"), refused.getMessage());
        assertEquals(List.of("route 17 of dma0chan0", "open line 9", "close route"), events);
    }

    @Test
    @DisplayName("REQ-51 a router without a free route: the next entry is tried")
    @Clause({"REQ-51", "REQ-09"})
    void shouldTryTheNextEntryWhenThereIsNoRoute() {
        describe("full");
        describe("xbar0");
        it.container.register("edma", driver);
        it.container.register("xbar0", routerTo(9));
        it.container.register("full", full());
        it.request("client", "uart0", "rx");
        assertEquals(List.of("no route for dma0chan0", "route 17 of dma0chan0", "open line 9"), events);
    }

    @Test
    @DisplayName("REQ-51 no router has a free route: the request says what the first said, and the channel stays free")
    @Clause("REQ-51")
    void shouldSayWhyThereIsNoRoute() {
        describe("full");
        it.container.register("edma", driver);
        it.container.register("full", full());
        DmaException refused = assertThrows(DmaException.NotYetAvailable.class, () -> it.request("client", "uart0", "rx"));
        assertTrue(refused.getMessage().contains("all 4 outputs of full are taken"), refused.getMessage());
        assertTrue(it.container.registry().slots().getFirst().isFree());
    }

    @Test
    @DisplayName("a route that ends where the channel does not listen is taken down, and the next channel is tried")
    @Clause("REQ-09")
    void shouldRefuseARouteToALineThatTheChannelDoesNotServe() {
        describe("xbar0");
        it.controller("edma", 0, 1, 2);
        it.container.register(Map.of(ChannelDriver.CONTROLLER, "edma", ChannelDriver.CHANNEL, 1, ChannelDriver.REQUEST_LINES, new int[] {9}),
                driver);
        it.container.register("xbar0", routerTo(9));
        DmaChannel channel = it.request("client", "uart0", "rx");
        assertEquals("dma0chan1", channel.name());
        assertEquals(List.of("route 17 of dma0chan0", "close route", "route 17 of dma0chan1", "open line 9"), events);
    }

    @Test
    @DisplayName("a router that fails to take its route down costs nobody the channel")
    void shouldGiveTheChannelBackThoughTheRouterFails() throws Exception {
        describe("xbar0");
        it.container.register("edma", driver);
        it.container.register("xbar0", (entry, channel) -> new RequestRouter.Route() {
            @Override
            public int requestLine() {
                return 9;
            }

            @Override
            public void close() {
                throw new IllegalStateException("router bus hangs");
            }
        });
        it.request("client", "uart0", "rx").close();
        it.request("next", "uart0", "rx", Duration.ofSeconds(10)).close();
        assertEquals(2, it.container.log.lines().stream().filter(line -> line.contains("xbar0") && line.contains("router bus hangs")).count());
    }

    @Test
    @DisplayName("REQ-50 a route that cannot say where it ends is taken down")
    @Clause("REQ-50")
    void shouldTakeDownARouteThatFails() {
        describe("xbar0");
        it.container.register("edma", driver);
        it.container.register("xbar0", (entry, channel) -> new RequestRouter.Route() {
            @Override
            public int requestLine() {
                throw new IllegalStateException("register 3 cannot be read");
            }

            @Override
            public void close() {
                events.add("close route");
            }
        });
        DmaException refused = assertThrows(DmaException.NotYetAvailable.class, () -> it.request("client", "uart0", "rx"));
        assertTrue(refused.getMessage().contains("register 3 cannot be read"), refused.getMessage());
        assertEquals(List.of("close route"), events);
    }

    private void describe(String router) {
        Board board = Board.file();
        if (it.sources.inOrder().isEmpty()) {
            it.add(board);
        } else {
            board = (Board) it.sources.inOrder().getFirst();
        }
        board.with(new SlaveMapEntry("uart0", "rx", "edma", "", -1, 17, router, Map.of(), Set.of(), SwapTerms.DEFAULT,
                "board via " + router));
    }

    private RequestRouter full() {
        return (entry, channel) -> {
            events.add("no route for " + channel);
            throw new IllegalStateException("all 4 outputs of full are taken");
        };
    }

    private RequestRouter routerTo(int line) {
        return (entry, channel) -> {
            events.add("route " + entry.requestLine() + " of " + channel);
            return new RequestRouter.Route() {
                @Override
                public int requestLine() {
                    return line;
                }

                @Override
                public void close() {
                    events.add("close route");
                }
            };
        };
    }

    private final class RecordingDriver extends CopyDriver {
        private String refusal = "";

        RecordingDriver() {
            super(ChannelCapabilities.of(Capability.MEMCPY).build(), EngineSpec.memory("edma"));
        }

        @Override
        public void open(ChannelHost host) {
            events.add("open line " + host.requestLine());
            if (!refusal.isEmpty()) {
                throw new IllegalStateException(refusal);
            }
            super.open(host);
        }

        @Override
        public void close() {
            super.close();
            events.add("close driver");
        }
    }
}
