package org.dmaengine.core.slavemap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveMap;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.registry.ChannelSlot;
import org.dmaengine.core.stubs.ForwardingDriver;
import org.dmaengine.spi.ChannelHost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// What a name is granted, refused with, and called (REQ-01 to REQ-15, REQ-43 to REQ-48).
class RequestByNameTest {
    private final MappedContainer it = new MappedContainer();
    private final Board board = Board.file();

    @BeforeEach
    void addTheBoard() {
        it.add(board);
    }

    @Test
    @DisplayName("REQ-01 every way to fail is an exception of its own kind, which names the channel")
    @Clause({"REQ-01", "REQ-10", "REQ-11", "ERR-01", "PAIN-19"})
    void shouldSayWhyThereIsNoChannel() {
        it.controller("held");
        it.container.register("unwilling", new Unwilling());
        board.with(Board.entry("d", "held", "held")).with(Board.entry("d", "absent", "absent")).deferring("d:deferred")
                .with(Board.entry("d", "foreign", "held", -1, -1, "somebody.else")).with(Board.entry("d", "unwilling", "unwilling"));
        it.request("holder", "d", "held");
        refused(DmaException.NoSuchChannel.class, "d:unknown", () -> request("unknown"));
        refused(DmaException.NotYetAvailable.class, "d:absent", () -> request("absent"));
        refused(DmaException.NotYetAvailable.class, "d:deferred", () -> request("deferred"));
        refused(DmaException.ChannelBusy.class, "d:held", () -> request("held"));
        refused(DmaException.Rejected.class, "d:foreign", () -> request("foreign"));
        refused(DmaException.NotYetAvailable.class, "its clock is off", () -> request("unwilling"));
    }

    @Test
    @DisplayName("REQ-06 a controller's name is compared exactly")
    @Clause("REQ-06")
    void shouldCompareTheControllersNameExactly() {
        it.controller("PL330");
        it.controller("pl330.1");
        board.with(Board.entry("uart0", "rx", "pl330")).with(Board.entry("uart0", "tx", "*"));
        assertThrows(DmaException.NotYetAvailable.class, () -> it.request("client", "uart0", "rx"));
        assertThrows(DmaException.NotYetAvailable.class, () -> it.request("client", "uart0", "tx"));
    }

    @Test
    @DisplayName("REQ-07 an entry that names no channel means any free one of its controller, in their order")
    @Clause({"REQ-07", "REQ-22", "REQ-47"})
    void shouldTakeAnyFreeChannelOfTheController() {
        it.controller("another", 0);
        it.controller("pl330", 0);
        it.controller("pl330", 1);
        board.with(Board.entry("uart0", "rx", "pl330"));
        assertEquals("dma1chan0", it.request("client", "uart0", "rx").name());
        assertEquals("dma1chan1", it.request("client", "uart0", "rx").name());
        assertThrows(DmaException.ChannelBusy.class, () -> it.request("client", "uart0", "rx"));
    }

    @Test
    @DisplayName("REQ-22 an entry that names a channel means that very one, free or not")
    @Clause({"REQ-22", "REQ-47"})
    void shouldTakeTheVeryChannel() {
        it.controller("pl330", 0);
        it.controller("pl330", 1);
        it.controller("pl330", 2);
        board.with(Board.entry("uart0", "rx", "pl330", 1, -1));
        DmaChannel channel = it.request("client", "uart0", "rx");
        assertEquals("dma0chan1", channel.name());
        assertThrows(DmaException.ChannelBusy.class, () -> it.request("client", "uart0", "rx"));
        channel.close();
        assertEquals("dma0chan1", it.request("client", "uart0", "rx").name());
    }

    @Test
    @DisplayName("an entry that names a request line means a channel that serves it")
    void shouldTakeAChannelThatServesTheLine() {
        it.controller("pl330", 0, 1, 2);
        it.controller("pl330", 1, 3, 17);
        board.with(Board.entry("uart0", "rx", "pl330", -1, 17)).with(Board.entry("uart0", "tx", "pl330", -1, 18));
        assertEquals("dma0chan1", it.request("client", "uart0", "rx").name());
        DmaException none = assertThrows(DmaException.NotYetAvailable.class, () -> it.request("client", "uart0", "tx"));
        assertTrue(none.getMessage().contains("request line 18 on controller pl330"), none.getMessage());
    }

    @Test
    @DisplayName("REQ-09 when the controller of one entry is busy or absent, the next entry of that name is tried, in their order")
    @Clause("REQ-09")
    void shouldTryTheNextEntry() {
        it.controller("third");
        it.controller("second");
        board.with(Board.entry("uart0", "rx", "absent")).with(Board.entry("uart0", "rx", "second")).with(Board.entry("uart0", "rx", "third"));
        it.request("client", "uart0", "rx");
        assertEquals(List.of("second"), held());
        it.request("client", "uart0", "rx");
        assertEquals(2, held().size());
        assertThrows(DmaException.ChannelBusy.class, () -> it.request("client", "uart0", "rx"));
    }

    @Test
    @DisplayName("DIFF-14 a busy channel names its holder: bundle and client name, or the bundle alone")
    @Clause({"REQ-10", "DIFF-14", "PAIN-15", "PAIN-19"})
    void shouldNameTheHolder() {
        it.controller("pl330");
        board.with(Board.entry("uart0", "rx", "pl330", 0, -1)).with(Board.entry("uart1", "rx", "pl330"));
        DmaChannel first = it.request("com.example.uart", "uart0", "rx");
        for (String device : List.of("uart0", "uart1")) {
            DmaException.ChannelBusy busy = assertThrows(DmaException.ChannelBusy.class, () -> it.request("client", device, "rx"));
            assertEquals("uart0:rx of com.example.uart", busy.holder());
            assertTrue(busy.getMessage().contains(busy.holder()) && busy.getMessage().contains("dma0chan0"), busy.getMessage());
        }
        first.close();
        it.request("client", "uart1", "rx");
        assertEquals("uart1:rx of client", assertThrows(DmaException.ChannelBusy.class, () -> it.request("client", "uart0", "rx")).holder());
    }

    @Test
    @DisplayName("REQ-11 a driver that cannot be taken into use is named by what it says; the next entry is tried first")
    @Clause({"REQ-11", "ERR-05"})
    void shouldSayWhatTheDriverSaid() {
        it.container.register("unwilling", new Unwilling());
        board.with(Board.entry("uart0", "rx", "unwilling"));
        DmaException refusal = assertThrows(DmaException.NotYetAvailable.class, () -> it.request("client", "uart0", "rx"));
        assertTrue(refusal.getMessage().contains("its clock is off") && refusal.getMessage().contains("dma0chan0"), refusal.getMessage());
        board.with(Board.entry("uart0", "rx", "pl330"));
        it.controller("pl330");
        assertEquals("dma1chan0", it.request("client", "uart0", "rx").name());
    }

    @Test
    @DisplayName("REQ-15 a name or device that is null is refused as an argument, by its name")
    @Clause("REQ-15")
    void shouldRefuseNull() {
        SlaveMap map = new SlaveMapComponent(it.container.component("client"), it.container.registry(), it.sources,
                it.container.log.logger());
        assertEquals("name", assertThrows(NullPointerException.class, () -> map.requestChannel("uart0", null)).getMessage());
        assertEquals("device", assertThrows(NullPointerException.class, () -> map.requestChannel(null, "rx")).getMessage());
        assertEquals("name", assertThrows(NullPointerException.class, () -> map.requestChannelAsync("uart0", null)).getMessage());
    }

    @Test
    @DisplayName("D6 an entry that names bundles is refused to others; the refusal names the entry and who may")
    void shouldRefuseTheEntryToOtherBundles() {
        it.controller("pl330");
        board.with(Board.entry("uart0", "rx", "pl330", -1, -1, "com.example.uart", "com.example.modem"));
        DmaException refusal = assertThrows(DmaException.Rejected.class, () -> it.request("nosy", "uart0", "rx"));
        for (String part : List.of("nosy", "board uart0/rx", "com.example.uart", "com.example.modem")) {
            assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
        }
        it.request("com.example.modem", "uart0", "rx").close();
        board.with(Board.entry("uart0", "rx", "pl330", -1, -1));
        it.request("nosy", "uart0", "rx").close();
    }

    @Test
    @DisplayName("REQ-43 the channel is called by device and name, and so is its holder, until the release")
    @Clause({"REQ-43", "REQ-48"})
    void shouldBearTheClientsName() {
        it.controller("pl330");
        board.with(Board.entry("2b00000.mcasp", "tx", "pl330"));
        DmaChannel channel = it.request("com.example.sound", "2b00000.mcasp", "tx");
        assertEquals("2b00000.mcasp:tx", channel.client());
        ChannelSlot slot = it.container.registry().slots().getFirst();
        assertEquals("2b00000.mcasp:tx of com.example.sound", slot.info().holder());
        channel.close();
        assertEquals("", slot.info().holder());
    }

    private void request(String name) {
        it.request("client", "d", name);
    }

    private static void refused(Class<? extends DmaException> kind, String part, Executable request) {
        Throwable refusal = assertThrows(Throwable.class, request);
        assertInstanceOf(kind, refusal);
        assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    }

    private List<String> held() {
        return it.container.registry().slots().stream().filter(slot -> slot.holder() != null).map(slot -> slot.controller().name()).toList();
    }

    /// Cannot be taken into use.
    private static final class Unwilling extends ForwardingDriver {
        Unwilling() {
            super(MappedContainer.driver());
        }

        @Override
        public void open(ChannelHost host) {
            throw new IllegalStateException("its clock is off");
        }
    }
}
