package org.dmaengine.slavemap.acpi;

import static org.dmaengine.slavemap.acpi.stubs.Tables.bytes;
import static org.dmaengine.slavemap.acpi.stubs.Tables.device;
import static org.dmaengine.slavemap.acpi.stubs.Tables.namespace;
import static org.dmaengine.slavemap.acpi.stubs.Tables.pack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmaengine.contract.Clause;
import org.dmaengine.slavemap.acpi.aml.Namespace;
import org.dmaengine.slavemap.acpi.dmas.Machine;
import org.dmaengine.slavemap.acpi.stubs.Tables;
import org.dmaengine.slavemap.acpi.table.CsrtGroup;
import org.dmaengine.slavemap.acpi.table.Problem;
import org.dmaengine.slavemap.files.FileMap;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource.Answer;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;

class MapBuilderTest {
    private static final String UART = "\\_SB_.UA00";
    private final FileMap map = map(Tables.machine());

    @Test
    @Clause({"AC-01", "AC-02", "AC-06", "AC-07"})
    void shouldFindTheLineThatANameMeans() {
        SlaveMapEntry tx = found(map, UART, "tx");
        assertEquals(Map.of("acpi.line", 0x10, "acpi.channel", 0, "acpi.width", 32), tx.parameters());
        assertEquals("folder \\_SB_.UA00 FixedDMA[0]", tx.origin());
        assertEquals(-1, tx.channel());
        assertEquals(1, found(map, UART, "rx").parameters().get("acpi.channel"));
        assertEquals(0x23, found(map, "\\_SB_.SPI0", "tx").parameters().get("acpi.line"));
        assertEquals(0x12, found(map, "\\_SB_.SPI0", "rx").parameters().get("acpi.line"));
    }

    @Test
    @Clause("AC-04")
    void shouldMakeALineRelativeToItsController() {
        assertEquals(0, found(map, UART, "tx").requestLine());
        assertEquals(1, found(map, UART, "rx").requestLine());
        assertEquals(3, found(map, "\\_SB_.SPI0", "tx").requestLine());
    }

    @Test
    @Clause({"AC-03", "AC-04", "AC-05", "AC-10"})
    void shouldLeaveALineOfNoRangeToControllersWithoutOne() throws Exception {
        SlaveMapEntry lone = found(map, "\\_SB_.LONE", "tx");
        assertEquals(0x80, lone.requestLine());
        assertTrue(matches(lone, Map.of("acpi.path", "\\_SB_.DMA2")));
        assertTrue(matches(lone, Map.of("acpi.hid", "DMAE0001", "acpi.uid", "two")));
        assertFalse(matches(lone, Map.of("acpi.hid", "DMAE0001", "acpi.uid", 1)));
        assertFalse(matches(lone, Map.of("acpi.hid", "DMAE0001")), "one of the two has a range");
        assertFalse(matches(lone, Map.of("acpi.csrt", "DMAE0A01")), "both have a range");
        assertTrue(matches(lone, Map.of("acpi.csrt", "OTHR0001")));
        assertFalse(matches(lone, Map.of("acpi.path", "\\_SB_.DMA0")));
        assertFalse(matches(lone, Map.of("acpi.csrt", "DMAE0A01@1fe001000")));
        assertFalse(matches(lone, Map.of("dma.controller", "any")));
        SlaveMapEntry free = found(map(new Machine(namespace(client("A___", 5)), List.of())), "\\A___", "tx");
        assertTrue(matches(free, Map.of("acpi.path", "\\_SB_.DMA0")));
        assertFalse(matches(free, Map.of("dma.controller", "any")));
    }

    @Test
    void shouldMeanTheChannelsThatStateTheDeviceOrTheGroup() throws Exception {
        SlaveMapEntry tx = found(map, UART, "tx");
        assertTrue(matches(tx, Map.of("acpi.path", "\\_SB_.DMA0")));
        assertTrue(matches(tx, Map.of("acpi.hid", "DMAE0001", "acpi.uid", 1L)));
        assertTrue(matches(tx, Map.of("acpi.hid", "DMAE0001", "acpi.uid", "1")));
        assertTrue(matches(tx, Map.of("acpi.csrt", "DMAE0A01@fe000000")));
        assertFalse(matches(tx, Map.of("acpi.hid", "DMAE0001")), "two devices have it");
        assertFalse(matches(tx, Map.of("acpi.hid", "DMAE0001", "acpi.uid", 2)));
        assertFalse(matches(tx, Map.of("acpi.csrt", "DMAE0A01")), "two groups have it");
        assertFalse(matches(tx, Map.of("acpi.path", "\\_SB_.DMA1")));
    }

    @Test
    void shouldMeanWhatADeviceOrGroupAloneHas() throws Exception {
        Namespace namespace = namespace(client("A___", 5), device("ABS_", 0x08, "_HID", 0x0d, "X", 0, 0x08, "_STA", 0x00),
                device("DMA_", 0x08, "_HID", 0x0d, "X", 0, 0x08, "_CRS", pack(bytes(0x11), 0x0a, 17,
                        0x86, 9, 0, 1, 0, 0x10, new byte[6], 0x23, 0x20, 0, 0)));
        SlaveMapEntry entry = found(map(new Machine(namespace, List.of(group("G", 0x1000, 5, 1)))), "\\A___", "tx");
        assertTrue(matches(entry, Map.of("acpi.hid", "X")), entry.filter());
        assertFalse(matches(entry, Map.of("acpi.hid", "X", "acpi.uid", 7)), "that is another one");
        assertTrue(matches(entry, Map.of("acpi.csrt", "G")), entry.filter());
    }

    @Test
    @Clause("AC-08")
    void shouldDeferWhereTheControllerIsNotThere() throws Exception {
        Namespace namespace = namespace(client("A___", 5), device("DMA_", 0x08, "_STA", 0x00, 0x08, "_CRS", pack(bytes(0x11), 0x0a, 17,
                0x86, 9, 0, 1, 0, 0x10, new byte[6], 0x23, 0x20, 0, 0)));
        FileMap absent = map(new Machine(namespace, List.of(group("G", 0x1000, 5, 1))));
        assertEquals(new Answer.Deferred("its controller is out of use, \\DMA_ is not there by its _STA"), absent.lookup("\\A___", "tx"));
        assertEquals(List.of(), absent.entries());
    }

    @Test
    @Clause({"AC-01", "AC-02"})
    void shouldSayWhyThereIsNone() {
        assertEquals(new Answer.None("the client is out of use, \\_SB_.GONE is not there by its _STA"),
                map.lookup("\\_SB_.GONE.LEAF", "tx"));
        assertEquals(new Answer.None("folder \\_SB_.LONE has 1 FixedDMA and the names tx"), map.lookup("\\_SB_.LONE", "rx"));
        assertEquals(new Answer.None("folder \\_SB_.SPI0 has 2 FixedDMA and the names rx, tx"), map.lookup("\\_SB_.SPI0", "aux"));
        assertEquals(new Answer.None("folder \\_SB_.RUNS: _CRS is a method, which would need an AML interpreter; its resources are"
                + " unknown"), map.lookup("\\_SB_.RUNS", "tx"));
        assertEquals(new Answer.None("no device of folder with that path has FixedDMA that can be read"), map.lookup("\\_SB_.NONE", "tx"));
        assertEquals(new Answer.None("there are no ACPI tables"), MapBuilder.of(Optional.empty()).lookup(UART, "tx"));
    }

    @Test
    void shouldHaveAllEntriesAndProblems() throws Exception {
        assertEquals(List.of("UA00:tx", "UA00:rx", "SPI0:rx", "SPI0:tx", "LONE:tx", "SIZE:tx", "SPI0.CARD:tx"),
                map.entries().stream().map(entry -> entry.key().substring("\\_SB_.".length())).toList());
        assertEquals(6, map.problems().size(), map.problems()::toString);
        Board odd = new Board("a", "a", new Machine(namespace(), List.of()), List.of(new Problem("dsdt", "is odd")));
        assertEquals(List.of("a dsdt: is odd"), MapBuilder.of(Optional.of(odd)).problems());
    }

    private static CsrtGroup group(String id, long base, int interrupt, int lines) {
        return new CsrtGroup(id, List.of(), base, interrupt, 1, 32, 5, lines);
    }

    private static byte[] client(String name, int line) {
        return device(name, 0x08, "_CRS", pack(bytes(0x11), 0x0a, 8, 0x55, line, 0, 0, 0, 0, 0x79, 0));
    }

    private static FileMap map(Machine machine) {
        return MapBuilder.of(Optional.of(new Board("folder", "folder", machine, List.of())));
    }

    private static SlaveMapEntry found(FileMap map, String device, String name) {
        return assertInstanceOf(Answer.Found.class, map.lookup(device, name)).entries().getFirst();
    }

    private static boolean matches(SlaveMapEntry entry, Map<String, Object> properties) throws Exception {
        return FrameworkUtil.createFilter(entry.filter()).matches(properties);
    }
}
