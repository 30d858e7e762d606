package org.dmaengine.slavemap.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dmaengine.slavemap.acpi.stubs.Tables;
import org.dmaengine.spi.SlaveMapSource.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `dma:map` shows of tables that are not in force.
class AcpiFormatTest {
    private static final Path MACHINE = Path.of("src/test/resources/machine");

    @TempDir
    private Path folder;
    private final AcpiFormat format = new AcpiFormat();

    @Test
    void shouldListEveryFixedDma() throws Exception {
        assertEquals(Files.readAllLines(MACHINE.resolve("machine.tsv")), format.listing(MACHINE));
    }

    @Test
    void shouldShowTheEntriesThatTheSourceWouldHave() throws Exception {
        assertEquals(Origin.ACPI, format.origin());
        assertEquals(7, format.entries(MACHINE).size());
        assertEquals(6, format.problems(MACHINE).size());
    }

    @Test
    void shouldReadTheTablesInTheOrderInWhichTheyAreLoaded() throws Exception {
        for (String name : List.of("SSDT10", "SSDT2", "dsdt.dat", "CSRT", "ssdt.bin", "FACP", "ssdt1.dsl", "xssdt")) {
            Files.writeString(folder.resolve(name), "");
        }
        Files.createDirectory(folder.resolve("ssdt3"));
        assertEquals(Stream.of("CSRT", "dsdt.dat", "SSDT2", "SSDT10", "ssdt.bin").map(folder::resolve).toList(), TableFiles.of(folder));
    }

    @Test
    void shouldReadOneTable() throws Exception {
        Tables.write(folder, "dsdt");
        assertEquals("dsdt\t\\_SB_.UA00\ttx\t0\t-\t2\t10,0\tokay\t-", format.listing(folder.resolve("dsdt.aml")).getFirst());
    }

    @Test
    void shouldTellWhatIsOddAboutATableAndGoOn() throws Exception {
        byte[] csrt = Tables.compiled("csrt");
        csrt[20]++;
        csrt[120] = 0;
        csrt[9] += 26;
        Files.write(folder.resolve("CSRT"), csrt);
        assertEquals(List.of(folder + " CSRT: the sum of its bytes is 255 instead of 0; it counts all the same, as in Linux",
                folder + " CSRT: the group at offset 100 has shared information of 0 bytes instead of 28; it and those behind it are passed"
                        + " over"),
                format.problems(folder));
    }

    @Test
    void shouldNameTheFileThatIsBroken() throws Exception {
        Path file = Files.writeString(folder.resolve("dsdt.aml"), "half");
        assertEquals(file + ": expected a signature of four capital letters or digits, found half, at offset 0 (0x0)", failure(folder));
        Files.write(file, Tables.table("FACP"));
        assertEquals(file + ": the table is a FACP; DSDT, SSDT or CSRT say something of DMA", failure(file));
        assertEquals(folder.resolve("x") + ": there is no such file or folder", failure(folder.resolve("x")));
        assertEquals("/dev/null: is neither a regular file nor a folder; tables are a folder with DSDT, SSDTs and CSRT, or one of these",
                failure(Path.of("/dev/null")));
    }

    private String failure(Path path) {
        return assertThrows(IOException.class, () -> format.listing(path)).getMessage();
    }
}
