package org.dmaengine.slavemap.acpi.aml;

import static org.dmaengine.slavemap.acpi.stubs.Tables.bytes;
import static org.dmaengine.slavemap.acpi.stubs.Tables.device;
import static org.dmaengine.slavemap.acpi.stubs.Tables.namespace;
import static org.dmaengine.slavemap.acpi.stubs.Tables.pack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmaengine.slavemap.acpi.aml.DataObject.Elements;
import org.dmaengine.slavemap.acpi.aml.DataObject.Number;
import org.dmaengine.slavemap.acpi.aml.DataObject.Text;
import org.dmaengine.slavemap.acpi.aml.DataObject.Unread;
import org.dmaengine.slavemap.acpi.stubs.Tables;
import org.dmaengine.slavemap.acpi.table.AcpiException;
import org.dmaengine.slavemap.acpi.table.AcpiTable;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
    private static final byte[] SCOPE = bytes(0x10);
    private static final byte[] METHOD = bytes(0x14);
    private static final byte[] IF = bytes(0xa0);
    private static final byte[] PACKAGE = bytes(0x12);

    @Test
    void shouldFindTheDevicesOfCompiledTables() throws Exception {
        Namespace namespace = new Namespace();
        namespace.load(AcpiTable.read(Tables.compiled("dsdt")).body());
        namespace.load(AcpiTable.read(Tables.compiled("ssdt1")).body());
        assertEquals(Stream.of("DMA0", "DMA1", "UA00", "SPI0", "LONE", "GONE", "GONE.LEAF", "RUNS", "SIZE", "WHEN", "MAYB", "SPI0.CARD")
                .map(name -> "\\_SB_." + name).toList(), paths(namespace));
        assertEquals(List.of("\\_SB_.DMA1: the code at offset 723 would need an AML interpreter; it and what follows it up to 740 is passed"
                + " over"), namespace.problems().all().stream().map(Object::toString).toList());
        assertEquals(new Text("two"), namespace.devices().get(1).value("_UID").orElseThrow());
        assertEquals(new Unread("is a method"), namespace.devices().get(1).value("_CRS").orElseThrow());
    }

    @Test
    void shouldTellWhatIsThere() {
        List<Device> devices = Tables.machine().devices();
        assertEquals(List.of("okay", "disabled", "disabled", "okay", "okay", "unknown"),
                devices.subList(4, 10).stream().map(Device::status).toList());
        assertEquals(Optional.of(devices.get(5)), devices.get(6).absent());
        assertEquals(Optional.of("is a method"), devices.get(8).unreadStatus());
    }

    @Test
    void shouldTakeABridgeThatOnlyFunctionsForOneWhoseDevicesCount() throws Exception {
        Namespace namespace = namespace(device("FUNC", 0x08, "_STA", 0x0a, 0x08, device("A___")),
                device("GONE", 0x08, "_STA", 0x0a, 0x06, device("B___")));
        assertEquals(List.of("okay", "okay", "disabled", "disabled"), namespace.devices().stream().map(Device::status).toList());
    }

    @Test
    void shouldFollowNamesThroughTheNamespace() throws Exception {
        Namespace namespace = namespace(
                pack(SCOPE, "\\_SB_", device("A___", device("B___", pack(SCOPE, "A___", device("C___")), device("^^D___")))),
                device("\\/" + '\3' + "_SB_A___E___"),
                device("\\._SB_F___"));
        assertEquals(List.of("\\_SB_.A___", "\\_SB_.A___.B___", "\\_SB_.A___.C___", "\\_SB_.D___", "\\_SB_.A___.E___", "\\_SB_.F___"),
                paths(namespace));
        assertEquals(List.of(), namespace.problems().all());
    }

    @Test
    void shouldPutANameWhereItsPathLeads() throws Exception {
        Namespace namespace = namespace(device("A___", device("B___", 0x08, "^_STA", 0x00, 0x08, "\\.C____STA", 0x01)), device("C___"));
        assertEquals(List.of("disabled", "disabled", "okay"), namespace.devices().stream().map(Device::status).toList());
        assertEquals(new Number(1), namespace.devices().getLast().value("_STA").orElseThrow());
    }

    @Test
    void shouldSayWhatLeadsNowhere() throws Exception {
        assertEquals(List.of("\\: there is no scope GONE, which offset 36 continues; it is passed over",
                "\\A___: ^^_STA leads beyond the root; it is passed over",
                "\\: no device can be named ^X___; it is passed over",
                "\\A___: is declared again at offset 76; that is passed over",
                "\\A___: has _UID more than once; the first counts"),
                problems(pack(SCOPE, "GONE", device("X___")), device("A___", 0x08, "^^_STA", 0x00), device("^X___"),
                        device("A___", device("Y___")), pack(SCOPE, "A___", 0x08, "_UID", 0x00, 0x08, "_UID", 0x01)));
    }

    @Test
    void shouldKeepTheFirstValueOfAName() throws Exception {
        Namespace namespace = namespace(device("A___", 0x08, "_UID", 0x00, 0x08, "_UID", 0x01));
        assertEquals(new Number(0), namespace.devices().getFirst().value("_UID").orElseThrow());
    }

    @Test
    void shouldReadValuesOfEveryKind() throws Exception {
        Object[] elements = {0x0a, 0xfe, 0x0b, 1, 2, 0x0c, 1, 0, 0, 0x80, 0x0e, 1, 0, 0, 0, 0, 0, 0, 0x80, 0xff, 0x0d, "text", 0,
                pack(PACKAGE, 1, 0x00), "NAME", 0x72, 1, 1, 0, pack(bytes(0x13), 0x0a, 1, 0x01)};
        assertEquals(new Elements(List.of(new Number(0xfe), new Number(0x201), new Number(0x80000001L), new Number(0x8000000000000001L),
                new Number(-1), new Text("text"), new Elements(List.of(new Number(0))), new Unread("refers to NAME"),
                new Unread("is computed"),
                new Elements(List.of(new Number(1))))), value(pack(PACKAGE, 10, bytes(elements))));
        assertEquals(new Unread("is a buffer of computed size"), value(pack(bytes(0x11), "SIZE", 1, 2, 3)));
        assertEquals(new Unread("is computed"), value(bytes(0x5b, 0x30)));
        assertEquals(new Unread("refers to NAME"), value(bytes("NAME")));
        DataObject buffer = value(pack(bytes(0x11), 0x0a, 2, 1, 2, 3));
        assertTrue(buffer instanceof DataObject.Buffer(var given) && given.length() == 2, buffer::toString);
        DataObject larger = value(pack(bytes(0x11), 0x0c, 0xff, 0xff, 0xff, 0xff, 9));
        assertTrue(larger instanceof DataObject.Buffer(var given) && given.length() == 1, larger::toString);
    }

    @Test
    void shouldRunNothing() throws Exception {
        byte[] method = pack(METHOD, "CALL", 0x01, 0xa4, 0x68);
        assertEquals(List.of("\\A___: the code at offset 60 would need an AML interpreter; it and what follows it up to 74 is passed over"),
                problems(method, device("A___", 0x08, "_UID", 0x00, 0x70, 0x01, "CALL", device("B___")), device("C___")).stream()
                        .filter(problem -> !problem.contains("runs when")).toList());
        Namespace namespace = namespace(method, device("A___", 0x08, "_CRS", "CALL", 0x01, device("B___")), device("C___"));
        assertEquals(List.of("\\A___", "\\C___"), paths(namespace));
        assertEquals(new Unread("calls a method"), namespace.devices().getFirst().value("_CRS").orElseThrow());
        assertEquals(List.of("\\: the code at offset 36 runs when the table is loaded; what it does would need an AML interpreter and"
                + " is passed over"), problems(0x70, 0x72, 0x0a, 1, 0x0a, 2, 0x00, "X___"));
    }

    @Test
    void shouldNameWhatConditionalCodeDeclaresAndNotCountIt() throws Exception {
        Namespace namespace = namespace(device("A___", pack(IF, 0x93, "MODE", 0x01, 0x08, "_STA", 0x00, device("B___", 0x08, "_UID", 0x00)),
                pack(bytes(0xa1), device("C___"), 0xa4, 0x00), device("D___")));
        assertEquals(List.of("okay", "unknown", "unknown", "okay"), namespace.devices().stream().map(Device::status).toList());
        assertEquals(new Unread("stands in conditional code"), namespace.devices().getFirst().value("_STA").orElseThrow());
        assertEquals(new Unread("stands in conditional code"), namespace.devices().get(1).value("_UID").orElseThrow());
        assertEquals(1, namespace.problems().all().size(), "what cannot be read of conditional code: " + namespace.problems().all());
    }

    @Test
    void shouldPassOverConditionalCodeThatMakesNoSense() throws Exception {
        Namespace namespace = namespace(pack(IF, 0x01, 0x5b, 0x82, 0x3f), device("A___"));
        assertEquals(List.of("\\A___"), paths(namespace));
        assertEquals(1, namespace.problems().all().size());
    }

    @Test
    void shouldRefuseWhatIsNoAml() {
        refused("a package of 1 to 2 bytes, found 63, at offset 38 (0x26)", 0x5b, 0x82, 0x3f, 0);
        refused("a package of 1 to 2 bytes, found 0, at offset 37 (0x25)", 0x10, 0, 0);
        refused("a segment of a name, of capital letters, digits and _, found A\\x00BC, at offset 38 (0x26)", 0x10, 5, "A\0BC");
        refused("a name, found 0x31, at offset 37 (0x25)", 0x08, "1ABC", 0);
        refused("the zero byte that ends a string, found the end of what encloses it at 44, at offset 44 (0x2c)", 0x08, "_HID", 0x0d, "ab");
    }

    @Test
    void shouldBoundWhatIsInsideEachOther() {
        byte[] packages = bytes();
        for (int i = 0; i < 65; i++) {
            packages = pack(PACKAGE, 1, packages);
        }
        refused("at most 64 packages inside each other (a limit of this reader), found more, at offset 297 (0x129)",
                0x08, "_DSD", packages);
        byte[] scopes = bytes();
        for (int i = 0; i < 256; i++) {
            scopes = pack(SCOPE, "\\_SB_", scopes);
        }
        refused("at most 256 scopes inside each other (a limit of this reader), found more, at offset ", new Object[] {scopes});
    }

    @Test
    void shouldBoundAPath() {
        byte[] devices = bytes();
        for (int i = 0; i < 210; i++) {
            devices = device("DEEP", devices);
        }
        refused("at most 1024 characters in a path (a limit of this reader), found more, at offset ", new Object[] {devices});
    }

    @Test
    void shouldTellAnExpressionOfAnyDepth() throws Exception {
        Object[] nots = new Object[2000];
        Arrays.fill(nots, 0x92);
        assertEquals(List.of("\\A___"), paths(namespace(0x08, "DEEP", bytes(nots), 0x00, device("A___"))));
    }

    private static DataObject value(byte[] bytes) throws AcpiException {
        return namespace(device("A___", 0x08, "_DSD", bytes)).devices().getFirst().value("_DSD").orElseThrow();
    }

    private static List<String> problems(Object... parts) throws AcpiException {
        return namespace(parts).problems().all().stream().map(Object::toString).toList();
    }

    private static List<String> paths(Namespace namespace) {
        return namespace.devices().stream().map(Device::path).toList();
    }

    private static void refused(String expected, Object... parts) {
        String message = assertThrows(AcpiException.class, () -> namespace(parts)).getMessage();
        assertTrue(message.startsWith("expected " + expected), message);
    }
}
