package org.dmaengine.core.slavemap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.SwapTerms;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.registry.ChannelSlot;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.spi.SlaveMapSource.Origin;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/// One Condition for each mapping, in force while its controller is present (D5).
class MappingConditionsTest {
    private final MappedContainer it = new MappedContainer();
    private final Board board = Board.file();

    @Test
    @DisplayName("D5 a mapping's Condition comes with its controller")
    @Clause("HS-02")
    void shouldPublishTheConditionOfAPresentController() {
        it.add(board.with(Board.entry("uart0", "rx", "pl330")));
        assertArrayEquals(new Object[0], it.ids());
        it.controller("pl330");
        assertEquals(List.of(Map.of("osgi.condition.id", "dma:uart0:rx", "dma.device", "uart0", "dma.name", "rx")),
                it.container.published());
    }

    @Test
    @DisplayName("D5 the order of controller, source and entry does not count")
    void shouldPublishWhateverComesLast() {
        it.controller("pl330");
        ServiceReference<SlaveMapSource> source = it.add(board);
        SlaveMapEntry entry = Board.entry("uart0", "rx", "pl330");
        board.with(entry);
        assertArrayEquals(new Object[] {"dma:uart0:rx"}, it.ids());
        board.without(entry);
        assertArrayEquals(new Object[0], it.ids());
        board.with(entry);
        assertArrayEquals(new Object[] {"dma:uart0:rx"}, it.ids());
        it.sources.removeSource(source);
        assertArrayEquals(new Object[0], it.ids());
    }

    @Test
    @DisplayName("D5 a mapping has one Condition, however many channels and entries it has")
    void shouldPublishOnce() {
        it.add(board.with(Board.entry("uart0", "rx", "pl330")).with(Board.entry("uart0", "rx", "edma")));
        ServiceReference<ChannelDriver> first = it.controller("pl330", 0);
        ServiceReference<ChannelDriver> second = it.controller("pl330", 1);
        ServiceReference<ChannelDriver> other = it.controller("edma", 0);
        it.container.unregister(first);
        it.container.unregister(second);
        assertEquals(List.of("published dma:uart0:rx"), it.container.events());
        it.container.unregister(other);
        assertEquals(List.of("published dma:uart0:rx"), it.container.events());
        it.container.waitInVain();
        assertEquals(List.of("published dma:uart0:rx", "withdrawn dma:uart0:rx"), it.container.events());
    }

    @Test
    @DisplayName("D5 present is not free")
    void shouldStayWhileTheChannelIsHeld() {
        it.add(board.with(Board.entry("uart0", "rx", "pl330")));
        it.controller("pl330");
        it.request("client", "uart0", "rx");
        assertArrayEquals(new Object[] {"dma:uart0:rx"}, it.ids());
    }

    @Test
    @DisplayName("REQ-03 a deferred name has no Condition, though a later source describes it")
    @Clause("REQ-03")
    void shouldNotPublishWhatIsDeferred() {
        it.add(board.with(Board.entry("uart0", "rx", "pl330")));
        it.controller("pl330");
        it.add(new Board(Origin.DEVICE_TREE).deferring("uart0:rx"));
        assertArrayEquals(new Object[0], it.ids());
    }

    @Test
    @DisplayName("D5 the Condition is withdrawn before the leases say GONE, and nobody finds the controller any more")
    @Clause({"REG-22", "DIFF-15", "HS-01", "HS-02"})
    void shouldWithdrawBeforeTheLeaseIsGone() {
        it.add(board.with(Board.entry("uart0", "rx", "pl330")));
        ServiceReference<ChannelDriver> controller = it.controller("pl330");
        DmaChannel channel = it.request("client", "uart0", "rx");
        it.container.onWithdrawal(() -> {
            channel.issuePending();
            assertThrows(DmaException.NotYetAvailable.class, () -> it.request("another", "uart0", "rx"));
            it.container.events().add("lease works, controller is hidden");
        });
        it.container.unregister(controller);
        it.container.waitInVain();
        assertEquals(List.of("published dma:uart0:rx", "withdrawn dma:uart0:rx", "lease works, controller is hidden"),
                it.container.events());
        assertThrows(DmaException.ChannelGone.class, channel::issuePending);
    }

    @Test
    @DisplayName("D5 who is about to give a lease up waits for a withdrawal that is under way on another thread")
    void shouldHaveALeaseWaitForTheWithdrawal() {
        it.add(board.with(Board.entry("uart0", "rx", "pl330")));
        ServiceReference<ChannelDriver> controller = it.controller("pl330");
        ChannelSlot slot = it.container.registry().slots().getFirst();
        it.container.onWithdrawal(() -> Patience.untilParked(Client.does("gives up", () -> it.conditions.givesUp(slot)).thread()));
        it.container.unregister(controller);
        it.container.waitInVain();
        assertEquals(List.of("published dma:uart0:rx", "withdrawn dma:uart0:rx"), it.container.events());
    }

    @Test
    @DisplayName("D12 a client whose component ends with the Condition closes its channel in that call")
    void shouldLetTheClientCloseWhileTheConditionIsWithdrawn() {
        it.add(board.with(Board.entry("uart0", "rx", "pl330")));
        ServiceReference<ChannelDriver> controller = it.controller("pl330");
        DmaChannel channel = it.request("client", "uart0", "rx");
        it.container.onWithdrawal(channel::close);
        it.container.unregister(controller);
        it.container.waitInVain();
        it.controller("pl330");
        it.request("another", "uart0", "rx").close();
    }

    @Test
    @DisplayName("D5 a controller that leaves from inside the publication is seen to")
    void shouldSeeAChangeFromInsideThePublication() {
        it.add(board.with(Board.entry("uart0", "rx", "pl330")));
        it.container.onPublication(() -> it.container.unregister(it.container.lastRegistered()));
        it.controller("pl330");
        it.container.waitInVain();
        assertEquals(List.of("published dma:uart0:rx", "withdrawn dma:uart0:rx"), it.container.events());
    }

    @Test
    @DisplayName("D5 a channel whose driver has broken is not present")
    void shouldWithdrawWhenTheDriverBreaks() {
        it.add(board.with(Board.entry("uart0", "rx", "pl330")));
        it.controller("pl330");
        it.request("client", "uart0", "rx");
        VirtualChannel lease = it.container.registry().slots().getFirst().lease();
        it.container.registry().driverFailed(lease, lease.attachment(), new IllegalStateException("broken"), true);
        Patience.until(() -> {
            it.container.waitInVain();
            return it.ids().length == 0;
        }, "the Condition of the broken channel is withdrawn");
    }

    @Test
    @DisplayName("D5 a channel whose properties change may begin or cease to be meant")
    void shouldFollowChangedProperties() {
        it.add(board.with(new SlaveMapEntry("uart0", "rx", "", "(place=here)", -1, -1, "", Map.of(), Set.of(),
                SwapTerms.DEFAULT, "board")));
        Map<String, Object> properties = new HashMap<>(Map.of(ChannelDriver.CONTROLLER, "pl330", ChannelDriver.CHANNEL, 0, "place", "there"));
        ServiceReference<ChannelDriver> controller = it.container.register(properties, MappedContainer.driver());
        assertArrayEquals(new Object[0], it.ids());
        for (String place : List.of("here", "there", "here")) {
            properties.put("place", place);
            it.container.update(controller);
            it.container.waitInVain();
            assertEquals("here".equals(place) ? 1 : 0, it.ids().length, place);
        }
    }

    @Test
    @DisplayName("D5 an entry that comes to mean another controller is followed")
    void shouldFollowAChangedEntry() {
        it.add(board);
        it.controller("pl330");
        SlaveMapEntry absent = Board.entry("uart0", "rx", "absent");
        board.with(absent);
        assertArrayEquals(new Object[0], it.ids());
        board.without(absent);
        board.with(Board.entry("uart0", "rx", "pl330"));
        assertArrayEquals(new Object[] {"dma:uart0:rx"}, it.ids());
        board.with(Board.entry("uart0", "rx", "edma"));
        ServiceReference<ChannelDriver> edma = it.controller("edma");
        it.container.unregister(edma);
        assertArrayEquals(new Object[] {"dma:uart0:rx"}, it.ids());
    }

    @Test
    @DisplayName("a channel that no mapping rests on or waits for makes none be looked at: boards are large")
    void shouldLookAtNoMoreThanAChangeTouches() {
        for (int i = 0; i < 20; i++) {
            board.with(Board.entry("uart" + i, "rx", i < 10 ? "pl330" : "absent"));
        }
        it.add(board);
        it.controller("pl330");
        int before = board.lookups();
        ServiceReference<ChannelDriver> unrelated = it.controller("edma");
        ServiceReference<ChannelDriver> further = it.controller("pl330", 1);
        it.container.unregister(unrelated);
        it.container.unregister(further);
        assertEquals(before, board.lookups());
    }

    @Test
    @DisplayName("alternatives that a tree gives in turn (DT-08) are no change")
    void shouldNotLookWhereOnlyTheOrderOfTheEntriesIsAnother() {
        it.add(board.rotating().with(Board.entry("uart0", "rx", "pl330")).with(Board.entry("uart0", "rx", "edma")));
        it.controller("pl330");
        for (int i = 0; i < 3; i++) {
            int before = board.lookups();
            board.changed();
            assertEquals(before + 1, board.lookups(), "once, to see whether the entries are others");
        }
        board.without(Board.entry("uart0", "rx", "pl330"));
        it.container.waitInVain();
        assertArrayEquals(new Object[0], it.ids(), "edma is not there");
    }

    @Test
    @DisplayName("a source that throws costs its own mappings only")
    void shouldSurviveASourceThatThrows() {
        it.add(board.with(Board.entry("uart0", "rx", "pl330")).with(Board.entry("spi0", "tx", "pl330")));
        board.throwing("uart0:rx");
        it.controller("pl330");
        assertArrayEquals(new Object[] {"dma:spi0:tx"}, it.ids());
        assertEquals(1, it.container.log.lines().stream().filter(line -> line.contains("uart0:rx")).count());
        board.throwing("");
        it.controller("pl330", 1);
        assertArrayEquals(new Object[] {"dma:spi0:tx", "dma:uart0:rx"}, it.ids());
    }

    @Test
    @DisplayName("D5 the Conditions go with the core")
    void shouldWithdrawAllWithTheCore() {
        it.add(board.with(Board.entry("uart0", "rx", "pl330")));
        it.controller("pl330");
        it.conditions.deactivate();
        assertArrayEquals(new Object[0], it.ids());
        it.controller("pl330", 1);
        assertArrayEquals(new Object[0], it.ids());
    }
}
