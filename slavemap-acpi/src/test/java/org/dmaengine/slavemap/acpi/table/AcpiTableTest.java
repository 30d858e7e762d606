package org.dmaengine.slavemap.acpi.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.dmaengine.slavemap.acpi.stubs.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcpiTableTest {
    @Test
    void shouldReadTheHeader(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("dsdt.dat"), Tables.compiled("dsdt"));
        AcpiTable table = AcpiTable.read(file);
        assertEquals("DSDT", table.signature());
        assertEquals(0, table.sum());
        assertEquals(36, table.body().begin());
        assertEquals(Files.size(file), table.body().end());
    }

    @Test
    void shouldLeaveOutWhatIsBehindTheTable() throws Exception {
        byte[] table = Tables.table("SSDT", (byte) 1, (byte) 2);
        assertEquals(2, AcpiTable.read(Arrays.copyOf(table, table.length + 5)).body().length());
    }

    @Test
    void shouldTellTheSumOfATableThatWasChanged() throws Exception {
        byte[] table = Tables.compiled("csrt");
        table[40] += 3;
        assertEquals(3, AcpiTable.read(table).sum());
    }

    @Test
    void shouldRefuseWhatIsNoTable() {
        byte[] table = Tables.table("DSDT", (byte) 1);
        refused("a signature, found the end of what encloses it at 3, at offset 0 (0x0)", Arrays.copyOf(table, 3));
        refused("the length of the table, found the end of what encloses it at 7, at offset 4 (0x4)", Arrays.copyOf(table, 7));
        refused("a length within the file's 36 bytes (is it half written?), found 37, at offset 4 (0x4)", Arrays.copyOf(table, 36));
        byte[] text = "#!/bin/sh".getBytes();
        refused("a signature of four capital letters or digits, found #!/b, at offset 0 (0x0)", text);
        table[4] = 35;
        refused("a length from 36 to 16777216 bytes, found 35, at offset 4 (0x4)", table);
        table[7] = (byte) 0xff;
        refused("a length from 36 to 16777216 bytes, found 4278190115, at offset 4 (0x4)", table);
    }

    private static void refused(String expected, byte[] bytes) {
        assertEquals("expected " + expected, assertThrows(AcpiException.class, () -> AcpiTable.read(bytes)).getMessage());
    }
}
