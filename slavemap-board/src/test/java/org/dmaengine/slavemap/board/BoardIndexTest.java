package org.dmaengine.slavemap.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.dmaengine.contract.Clause;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource.Answer;
import org.junit.jupiter.api.Test;

class BoardIndexTest {
    private final BoardIndex index = new BoardIndex();

    @Test
    @Clause("REQ-06")
    void shouldFindWhatWasPutByDeviceAndName() {
        index.put(entry("a", "uart0", "rx", 1));
        index.put(entry("b", "uart0", "tx", 2));
        assertEquals(List.of(1), channels("uart0", "rx"));
        assertEquals(List.of(2), channels("uart0", "tx"));
        for (String near : List.of("RX", "rx ", "r", "rx0", "*", "r*", "")) {
            assertInstanceOf(Answer.None.class, index.lookup("uart0", near));
        }
        assertInstanceOf(Answer.None.class, index.lookup("UART0", "rx"));
        assertInstanceOf(Answer.None.class, index.lookup("uart*", "rx"));
        assertInstanceOf(Answer.None.class, index.lookup("uart0:rx", ""));
    }

    @Test
    void shouldSayWhatDescribesNothing() { // REQ-04
        assertEquals(new Answer.None("no configuration org.dmaengine.slavemap.entry describes it"), index.lookup("uart0", "rx"));
    }

    @Test
    void shouldOfferAlternativesInTheOrderOfTheirPids() { // DT-06
        index.put(entry("m", "uart0", "rx", 2));
        index.put(entry("z", "uart0", "rx", 3));
        index.put(entry("a", "uart0", "rx", 1));
        assertEquals(List.of(1, 2, 3), channels("uart0", "rx"));
        index.remove("m");
        assertEquals(List.of(1, 3), channels("uart0", "rx"));
    }

    @Test
    void shouldListTheEntriesInForceInTheOrderOfTheirPids() {
        index.put(entry("b", "uart0", "tx", 2));
        index.put(leftOut("c", "uart0", "rx"));
        index.put(entry("a", "uart9", "rx", 1));
        assertEquals(List.of(1, 2), index.entries().stream().map(SlaveMapEntry::channel).toList());
    }

    @Test
    void shouldMoveAnEntryThatNowDescribesAnotherName() {
        index.put(entry("a", "uart0", "rx", 1));
        assertTrue(index.put(entry("a", "uart1", "rx", 1)));
        assertInstanceOf(Answer.None.class, index.lookup("uart0", "rx"));
        assertEquals(List.of(1), channels("uart1", "rx"));
        assertEquals(1, index.entries().size());
    }

    @Test
    void shouldKeepTheOthersWhenOneTurnsBad() {
        index.put(entry("a", "uart0", "rx", 1));
        index.put(entry("b", "uart0", "rx", 2));
        assertTrue(index.put(leftOut("a", "uart0", "rx")));
        assertEquals(List.of(2), channels("uart0", "rx"));
        assertTrue(index.put(entry("a", "uart0", "rx", 3)));
        assertEquals(List.of(3, 2), channels("uart0", "rx"));
    }

    @Test
    void shouldSayThatWhatDescribesANameIsLeftOutAndWhy() { // D10
        index.put(leftOut("a", "uart0", "rx"));
        assertEquals(new Answer.None("slave-map entry a is left out: bad"), index.lookup("uart0", "rx"));
        index.remove("a");
        assertEquals(new Answer.None("no configuration org.dmaengine.slavemap.entry describes it"), index.lookup("uart0", "rx"));
    }

    @Test
    void shouldTellChangesOfTheEntriesFromOthers() {
        assertTrue(index.put(entry("a", "uart0", "rx", 1)), "a new one");
        assertFalse(index.put(entry("a", "uart0", "rx", 1)), "the same again");
        assertTrue(index.put(entry("a", "uart0", "rx", 2)), "another");
        assertTrue(index.put(leftOut("a", "uart0", "rx")), "turned bad");
        assertFalse(index.put(leftOut("a", "uart0", "tx")), "still bad");
        assertFalse(index.remove("a"), "a bad one removed");
        assertFalse(index.remove("a"), "nothing removed");
        index.put(entry("a", "uart0", "rx", 1));
        assertTrue(index.remove("a"), "one in force removed");
    }

    private List<Integer> channels(String device, String name) {
        return assertInstanceOf(Answer.Found.class, index.lookup(device, name)).entries().stream()
                .map(SlaveMapEntry::channel).toList();
    }

    private static BoardEntry entry(String pid, String device, String name, int channel) {
        return EntryReader.read(pid, Map.of("device", device, "name", name, "controller", "dma0", "channel", channel));
    }

    private static BoardEntry leftOut(String pid, String device, String name) {
        return new BoardEntry.LeftOut(pid, device, name, List.of("bad"));
    }
}
