package org.dmaengine.core.slavemap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.spi.SlaveMapSource.Origin;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/// Which source's word counts (REQ-02 to REQ-05, D4).
class LookupOrderTest {
    private final MappedContainer it = new MappedContainer();

    @Test
    @DisplayName("REQ-02 the device tree wins over ACPI, ACPI over the board file, whichever came first")
    @Clause("REQ-02")
    void shouldAskTheSourcesInTheirOrder() {
        it.controller("of-board");
        it.controller("of-acpi");
        it.controller("of-tree");
        it.add(new Board(Origin.BOARD_FILE).with(Board.entry("uart0", "rx", "of-board")));
        ServiceReference<SlaveMapSource> acpi = it.add(new Board(Origin.ACPI).with(Board.entry("uart0", "rx", "of-acpi")));
        ServiceReference<SlaveMapSource> tree = it.add(new Board(Origin.DEVICE_TREE).with(Board.entry("uart0", "rx", "of-tree")));
        assertEquals("of-tree", grantedBy());
        it.sources.removeSource(tree);
        assertEquals("of-acpi", grantedBy());
        it.sources.removeSource(acpi);
        assertEquals("of-board", grantedBy());
    }

    @Test
    @DisplayName("REQ-02 sources of one kind are asked by their ranking, then the oldest first")
    @Clause("REQ-02")
    void shouldAskSourcesOfOneKindByRanking() {
        it.controller("first");
        it.controller("second");
        it.controller("best");
        it.add(Board.file().with(Board.entry("uart0", "rx", "first")));
        it.add(Board.file().with(Board.entry("uart0", "rx", "second")));
        assertEquals("first", grantedBy());
        it.sources.addSource(it.container.reference(Map.of("service.ranking", 5)), Board.file().with(Board.entry("uart0", "rx", "best")));
        assertEquals("best", grantedBy());
    }

    @Test
    @DisplayName("REQ-02 the ranking that counts is the one that a source has now")
    @Clause("REQ-02")
    void shouldFollowTheRankingOfASource() {
        it.controller("first");
        it.controller("second");
        ServiceReference<SlaveMapSource> first = it.add(Board.file().with(Board.entry("uart0", "rx", "first")));
        ServiceReference<SlaveMapSource> second = it.add(Board.file().with(Board.entry("uart0", "rx", "second")));
        it.container.rank(second, 5);
        it.sources.updatedSource(second);
        assertEquals("second", grantedBy());
        it.container.rank(first, 9);
        it.container.rank(second, -9);
        it.sources.removeSource(first);
        it.sources.removeSource(second);
        assertEquals(List.of(), it.sources.inOrder());
    }

    @Test
    @DisplayName("REQ-03 what the device tree defers is not looked for on the board, though the board's controller is there")
    @Clause("REQ-03")
    void shouldNotAskFurtherWhenASourceDefers() {
        it.controller("of-board");
        it.add(Board.file().with(Board.entry("uart0", "rx", "of-board")));
        it.add(new Board(Origin.DEVICE_TREE).deferring("uart0:rx"));
        DmaException deferred = assertThrows(DmaException.NotYetAvailable.class, () -> it.request("client", "uart0", "rx"));
        assertTrue(deferred.getMessage().contains("its controller's node has no driver"), deferred.getMessage());
        CompletableFuture<DmaChannel> waiting = it.requestAsync(it.container.session("client"), "uart0", "rx");
        it.controller("of-board", 1);
        assertTrue(it.container.registry().slots().stream().allMatch(slot -> slot.holder() == null));
        waiting.cancel(false);
    }

    @Test
    @DisplayName("REQ-03 what is described, but has no controller, is not looked for on the board either")
    @Clause("REQ-03")
    void shouldNotFallBackForAControllerThatIsNotThere() {
        it.controller("of-board");
        it.add(Board.file().with(Board.entry("uart0", "rx", "of-board")));
        it.add(new Board(Origin.DEVICE_TREE).with(Board.entry("uart0", "rx", "of-tree")));
        DmaException deferred = assertThrows(DmaException.NotYetAvailable.class, () -> it.request("client", "uart0", "rx"));
        assertTrue(deferred.getMessage().contains("of-tree"), deferred.getMessage());
    }

    @Test
    @DisplayName("REQ-04 a source that does not describe the name hands on to the next; if none does, all say why")
    @Clause("REQ-04")
    void shouldAskTheNextWhenASourceKnowsNothing() {
        it.controller("of-board");
        it.add(new Board(Origin.DEVICE_TREE).with(Board.entry("uart0", "tx", "of-tree")));
        it.add(Board.file().with(Board.entry("uart0", "rx", "of-board")));
        assertEquals("of-board", grantedBy());
        DmaException none = assertThrows(DmaException.NoSuchChannel.class, () -> it.request("client", "spi0", "rx"));
        assertTrue(none.getMessage().contains("not on the DEVICE_TREE; not on the BOARD_FILE"), none.getMessage());
    }

    @Test
    @DisplayName("DIFF-13 a name that nothing describes is refused at once, with the nearest names")
    @Clause({"REQ-05", "DIFF-13", "PAIN-14"})
    void shouldNameTheNearestOfAnUnknownName() {
        it.add(Board.file().with(Board.entry("uart0", "rx", "c")).with(Board.entry("uart1", "rx", "c"))
                .with(Board.entry("uart0", "tx", "c")).with(Board.entry("spi7", "audio", "c")));
        DmaException unknown = assertThrows(DmaException.NoSuchChannel.class, () -> it.request("client", "uart0", "rxx"));
        assertTrue(unknown.getMessage().endsWith("nearest: uart0:rx, uart0:tx, uart1:rx"), unknown.getMessage());
        assertTrue(unknown.getMessage().contains("uart0:rxx"), unknown.getMessage());
    }

    @Test
    @DisplayName("DIFF-13 without any entry or source the refusal says so")
    @Clause("DIFF-13")
    void shouldSayThatTheSlaveMapIsEmpty() {
        DmaException empty = assertThrows(DmaException.NoSuchChannel.class, () -> it.request("client", "uart0", "rx"));
        assertTrue(empty.getMessage().contains("no source of the slave map is present") && empty.getMessage().contains("is empty"),
                empty.getMessage());
    }

    @Test
    @DisplayName("DIFF-13 who waits for a name gets the channel of an entry that comes later")
    @Clause({"REQ-05", "DIFF-13", "HS-02"})
    void shouldGrantWhoWaitsForAnEntryThatComesLater() {
        it.controller("pl330");
        Board board = Board.file();
        it.add(board);
        CompletableFuture<DmaChannel> waiting = it.requestAsync(it.container.session("client"), "uart0", "rx");
        board.with(Board.entry("uart0", "tx", "pl330"));
        assertTrue(it.container.registry().slots().getFirst().isFree(), "another name's entry grants nothing");
        board.with(Board.entry("uart0", "rx", "pl330"));
        Patience.until(waiting::isDone, "the request is granted");
        assertEquals("dma0chan0", waiting.join().name());
    }

    private String grantedBy() {
        try (DmaChannel _ = it.request("client", "uart0", "rx")) {
            return it.container.registry().slots().stream().filter(slot -> slot.holder() != null).findFirst().orElseThrow()
                    .controller().name();
        }
    }
}
