package org.dmaengine.slavemap.acpi.dmas;

import static org.dmaengine.slavemap.acpi.stubs.Tables.bytes;
import static org.dmaengine.slavemap.acpi.stubs.Tables.device;
import static org.dmaengine.slavemap.acpi.stubs.Tables.namespace;
import static org.dmaengine.slavemap.acpi.stubs.Tables.pack;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmaengine.contract.Clause;
import org.dmaengine.slavemap.acpi.aml.Namespace;
import org.dmaengine.slavemap.acpi.stubs.Tables;
import org.dmaengine.slavemap.acpi.table.AcpiException;
import org.dmaengine.slavemap.acpi.table.Bytes;
import org.dmaengine.slavemap.acpi.table.CsrtGroup;
import org.junit.jupiter.api.Test;

class MachineTest {
    private final Machine machine = Tables.machine();

    @Test
    @Clause("AC-02")
    void shouldFindTheFixedDmaOfClients() {
        assertEquals(List.of("UA00", "SPI0", "LONE", "GONE.LEAF", "SIZE", "SPI0.CARD").stream().map(name -> "\\_SB_." + name).toList(),
                machine.clients().stream().map(client -> client.device().path()).toList());
        assertEquals(List.of(new FixedDma(0x10, 0, 32), new FixedDma(0x11, 1, 8)), machine.clients().getFirst().dmas());
        assertEquals(List.of("12,2", "23,3"), machine.clients().get(1).dmas().stream().map(FixedDma::specifier).toList());
    }

    @Test
    @Clause("AC-01")
    void shouldNameThemByThePropertyAndElseByTheirPlaces() throws Exception {
        assertEquals(Map.of("tx", 0, "rx", 1), machine.clients().getFirst().names());
        assertEquals(Map.of("rx", 0, "tx", 1, "aux", 2), machine.clients().get(1).names());
        assertEquals(Map.of("one", 0, "", 1, "tx", 0, "rx", 1), names(pack(bytes(0x12), 3, 0x0d, "one", 0, 0x00, 0x0d, "one", 0)));
        assertEquals(Map.of("single", 0, "tx", 0, "rx", 1), names(bytes(0x0d, "single", 0)));
        assertEquals(Map.of("tx", 0, "rx", 1), names(bytes(0x01)));
    }

    @Test
    @Clause("AC-01")
    void shouldTakeNamesFromDevicePropertiesOnly() throws Exception {
        byte[] names = pack(bytes(0x12), 1, pack(bytes(0x12), 2, 0x0d, "dma-names", 0, 0x0d, "other", 0));
        byte[] otherUuid = pack(bytes(0x11), 0x0a, 16, new byte[16]);
        assertEquals(Map.of("tx", 0, "rx", 1), client(pack(bytes(0x12), 2, otherUuid, names)).names());
    }

    @Test
    @Clause({"AC-04", "AC-05", "AC-10"})
    void shouldTellWhichControllerHasARequestLine() {
        assertEquals(Optional.empty(), machine.controllerOf(0xf));
        assertEquals("\\_SB_.DMA0", machine.controllerOf(0x10).orElseThrow().name());
        assertEquals("\\_SB_.DMA0", machine.controllerOf(0x1f).orElseThrow().name());
        assertEquals("DMAE0A01@1fe001000", machine.controllerOf(0x20).orElseThrow().name());
        assertEquals(Optional.empty(), machine.controllerOf(0x28));
    }

    @Test
    @Clause("AC-09")
    void shouldMatchAControllerByRegistersAndInterrupt() throws Exception {
        Namespace namespace = namespace(controller("A___", 0x1000, 5), controller("B___", 0x2000, 5), controller("C___", 0x1000, 6));
        List<CsrtGroup> groups = Stream.of(0x1000L, 0x2000L, 0x100001000L, 0x2000L)
                .map(base -> new CsrtGroup("X", List.of(), base, groupsInterrupt(base), 1, 32, (int) (base >>> 8 & 0xff), 4)).toList();
        assertEquals(List.of("\\C___", "\\B___", "X@100001000", "\\B___"),
                new Machine(namespace, groups).controllers().stream().map(DmaController::name).toList());
    }

    @Test
    @Clause("AC-09")
    void shouldPreferADeviceThatIsThereAmongThoseOfTheSameRegisters() throws Exception {
        byte[] absent = bytes(0x08, "_STA", 0x00);
        List<CsrtGroup> groups = List.of(new CsrtGroup("X", List.of(), 0x1000, 5, 1, 32, 0, 4));
        for (Namespace namespace : List.of(
                namespace(controller("A___", 0x1000, 5, absent), controller("B___", 0x1000, 5), controller("C___", 0x1000, 5)),
                namespace(controller("B___", 0x1000, 5), controller("A___", 0x1000, 5, absent)))) {
            assertEquals("\\B___", new Machine(namespace, groups).controllers().getFirst().name());
        }
    }

    @Test
    @Clause("AC-09")
    void shouldSayWhichRangesOfTheTableHelpNobody() {
        List<CsrtGroup> groups = List.of(new CsrtGroup("NONE", List.of(), 1, 0, 0, 0, 0, 0),
                new CsrtGroup("ZERO", List.of(), 2, 0, 0, 0, 5, 0), new CsrtGroup("ONE", List.of(), 3, 0, 0, 0, 5, 10),
                new CsrtGroup("TWO", List.of(), 4, 0, 0, 0, 14, 65535));
        Machine odd = new Machine(new Namespace(), groups);
        assertEquals(List.of("ZERO@2", "ONE@3", "TWO@4"), odd.controllers().stream().map(DmaController::name).toList());
        assertEquals(List.of("CSRT: ZERO@2 has no request lines, from 5 on; it serves nobody",
                "CSRT: TWO@4 has request lines of ONE@3, which counts for them"), odd.problems().stream().map(Object::toString).toList());
        assertEquals("ONE@3", odd.controllerOf(14).orElseThrow().name());
        assertEquals("TWO@4", odd.controllerOf(65535).orElseThrow().name());
    }

    @Test
    void shouldNameWhatOnlyAnInterpreterCouldTell() {
        List<String> problems = machine.problems().stream().map(Object::toString).toList();
        assertEquals(List.of("\\_SB_.SIZE: _STA is a method, which would need an AML interpreter; it is taken as present",
                "\\_SB_.MAYB: has FixedDMA in _PRS alone; what it uses would stand in _CRS",
                "\\_SB_.DMA1: the code at offset 723 would need an AML interpreter; it and what follows it up to 740 is passed over",
                "\\_SB_.DMA1: _CRS is a method, which would need an AML interpreter; its resources are unknown",
                "\\_SB_.RUNS: _CRS is a method, which would need an AML interpreter; its resources are unknown",
                "\\_SB_.WHEN: _CRS stands in conditional code, which would need an AML interpreter; its resources are unknown"), problems);
    }

    @Test
    void shouldNameLastWhatManyDevicesOfEveryMachineHave() throws Exception {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            many.add(device(String.format("D%03X", i), pack(bytes(0x14), "_CRS", 0)));
        }
        many.add(device("ODD_", 0x08, "_CRS", 0x01));
        CsrtGroup none = new CsrtGroup("ZERO", List.of(), 2, 0, 0, 0, 5, 0);
        List<String> problems = new Machine(namespace(many.toArray()), List.of(none)).problems().stream().map(Object::toString).toList();
        assertEquals(List.of("CSRT: ZERO@2 has no request lines, from 5 on; it serves nobody",
                "\\ODD_: _CRS is no buffer; its resources are unknown",
                "\\D000: _CRS is a method, which would need an AML interpreter; its resources are unknown"), problems.subList(0, 3));
        assertEquals("the tables: have 3 more problems (a limit of this reader)", problems.getLast());
        assertEquals(1001, problems.size());
    }

    @Test
    void shouldSayWhatIsNoResources() throws Exception {
        Machine odd = new Machine(namespace(device("A___", 0x08, "_CRS", 0x01), device("B___", 0x08, "_CRS", template(0x55, 1)),
                device("C___", 0x08, "_CRS", template(0x55, 1, 0, 2, 0, 6))), List.of());
        assertEquals(List.of("\\A___: _CRS is no buffer; its resources are unknown",
                "\\B___: _CRS holds no resources: expected a resource of 5 bytes, found the end of what encloses it at 71,"
                        + " at offset 70 (0x46)",
                "\\C___: _CRS holds no resources: expected a width code of a FixedDMA from 0 to 5, found 6, at offset 95 (0x5f)"),
                odd.problems().stream().map(Object::toString).toList());
    }

    @Test
    void shouldReadMemoryAndInterruptsOfEveryKind() throws Exception {
        Resources resources = read(bytes(
                0x23, 0x21, 0x80, 0, 0x81, 9, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0,
                0x85, 17, 0, 1, 4, 0, 0, 0, new byte[12], 0x86, 9, 0, 1, 5, 0, 0, 0, 0, 0, 0, 0,
                0x87, 23, 0, 0, 0, 0, 1, 1, 1, 1, 6, 0, 0, 0, new byte[12], 0x88, 13, 0, 0, 0, 0, 1, 1, 7, 0, new byte[6],
                0x8a, 43, 0, 0, 0, 0, new byte[8], 8, new byte[31], 0x8b, 53, 0, 0, 0, 0, 1, 0, new byte[8], 9, new byte[39],
                0x8a, 43, 0, 1, 0, 0, new byte[8], 8, new byte[31],
                0x89, 10, 0, 1, 2, 40, 0, 0, 0, 41, 0, 0, 0, 0x79, 0, 0x55));
        assertEquals(List.of(0x30200L, 4L, 5L, 6L, 7L, 8L, 9L), resources.memory());
        assertEquals(List.of(0L, 5L, 15L, 40L, 41L), resources.interrupts());
    }

    @Test
    void shouldTellTheIdentityOfADevice() {
        List<Identity> identities = machine.devices().stream().map(Identity::of).toList();
        assertEquals(new Identity(List.of("DMAE0001"), "two"), identities.get(1));
        assertEquals(new Identity(List.of("PNP0501", "DMAE0101", "PNP0500"), "0"), identities.get(2));
        assertEquals(new Identity(List.of(), ""), identities.get(3));
    }

    @Test
    void shouldBoundTheNumberOfResources() throws Exception {
        List<Object> many = new ArrayList<>();
        byte[] dmas = bytes();
        for (int i = 0; i < 600; i++) {
            dmas = bytes(dmas, 0x55, 1, 0, 2, 0, 0);
        }
        for (int i = 0; i < 110; i++) {
            many.add(device(String.format("D%03d", i), 0x08, "_CRS", template(dmas)));
        }
        Machine large = new Machine(namespace(many.toArray()), List.of());
        assertEquals(109, large.clients().size());
        assertEquals("\\D109: the tables have more than 65536 FixedDMA (a limit of this reader); these are left out",
                large.problems().getLast().toString());
    }

    private static Resources read(byte[] template) throws AcpiException {
        return ResourceTemplate.read(new Bytes(template, 0, template.length));
    }

    private static long groupsInterrupt(long base) {
        return base == 0x1000 ? 6 : 5;
    }

    private static byte[] controller(String name, int base, int interrupt, byte... more) {
        return device(name, more, 0x08, "_CRS", template(0x86, 9, 0, 1, base & 0xff, base >>> 8 & 0xff, new byte[6],
                0x89, 6, 0, 1, 1, interrupt, 0, 0, 0));
    }

    private static byte[] template(Object... parts) {
        byte[] inside = bytes(parts);
        return pack(bytes(0x11), 0x0b, inside.length & 0xff, inside.length >>> 8, inside);
    }

    private static Map<String, Integer> names(byte[] value) throws AcpiException {
        byte[] uuid = pack(bytes(0x11), 0x0a, 16, 0x14, 0xd8, 0xff, 0xda, 0xba, 0x6e, 0x8c, 0x4d, 0x8a, 0x91, 0xbc, 0x9b,
                0xbf, 0x4a, 0xa3, 0x01);
        return client(pack(bytes(0x12), 2, uuid, pack(bytes(0x12), 1, pack(bytes(0x12), 2, 0x0d, "dma-names", 0, value)))).names();
    }

    private static DmaClient client(byte[] properties) throws AcpiException {
        byte[] dma = template(0x55, 1, 0, 2, 0, 0, 0x79, 0);
        return new Machine(namespace(device("A___", 0x08, "_CRS", dma, 0x08, "_DSD", properties)), List.of()).clients().getFirst();
    }
}
