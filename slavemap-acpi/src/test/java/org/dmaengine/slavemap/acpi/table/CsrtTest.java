package org.dmaengine.slavemap.acpi.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.dmaengine.contract.Clause;
import org.dmaengine.slavemap.acpi.stubs.Tables;
import org.junit.jupiter.api.Test;

class CsrtTest {
    private static final int SECOND_GROUP = 100;

    @Test
    @Clause("AC-09")
    void shouldReadTheControllers() throws Exception {
        Csrt csrt = read(Tables.compiled("csrt"));
        assertEquals(List.of(new CsrtGroup("DMAE0A01", List.of(7L), 0xfe000000L, 32, 8, 32, 0x10, 16),
                new CsrtGroup("DMAE0A01", List.of(), 0x1fe001000L, 33, 4, 32, 0x20, 8)), csrt.groups());
        assertEquals("DMAE0A01@1fe001000", csrt.groups().getLast().fullId());
        assertEquals(List.of(), csrt.problems());
    }

    @Test
    @Clause("AC-09")
    void shouldStopWhereTheSharedInformationHasAnotherLength() throws Exception {
        byte[] table = Tables.compiled("csrt");
        table[SECOND_GROUP + 20] = 27;
        Csrt csrt = read(table);
        assertEquals(1, csrt.groups().size());
        assertEquals("[CSRT: the group at offset 100 has shared information of 27 bytes instead of 28; it and those behind it are"
                + " passed over]",
                csrt.problems().toString());
    }

    @Test
    @Clause("AC-09")
    void shouldHaveNoRangeWhereBaseAndCountAreZero() {
        assertFalse(new CsrtGroup("X", List.of(), 0, 0, 0, 0, 0, 0).hasRange());
    }

    @Test
    void shouldRefuseLengthsThatDoNotHoldTogether() {
        byte[] table = Tables.compiled("csrt");
        table[SECOND_GROUP] = 23;
        refused("a resource group of 24 bytes or more, found 23, at offset 100 (0x64)", table);
        table[SECOND_GROUP] = 53;
        refused("a resource group of 53 bytes, found the end of what encloses it at 152, at offset 100 (0x64)", table);
        table[SECOND_GROUP] = 51;
        refused("shared information of 28 bytes, found the end of what encloses it at 151, at offset 124 (0x7c)", table);
        table[88] = 11;
        refused("a resource of 12 bytes or more, found 11, at offset 88 (0x58)", table);
        refused("the length of a resource group, found the end of what encloses it at 38, at offset 36 (0x24)",
                Tables.table("CSRT", (byte) 1, (byte) 1));
    }

    private static void refused(String expected, byte[] table) {
        String message = assertThrows(AcpiException.class, () -> read(table)).getMessage();
        assertEquals("expected " + expected, message.substring(0, "expected ".length() + expected.length()));
    }

    private static Csrt read(byte[] table) throws AcpiException {
        return Csrt.read(AcpiTable.read(table).body());
    }
}
