package org.dmaengine.slavemap.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.slavemap.acpi.stubs.Tables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTablesTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    private Path folder;
    private Path dsdt;
    private final List<String> warnings = new ArrayList<>();
    private KeptTables tables;

    @BeforeEach
    void begin() throws Exception {
        dsdt = folder.resolve("dsdt.aml");
        write(dsdt, "dsdt");
        tables = new KeptTables(folder, TableFiles::read, warnings::add);
    }

    @Test
    void shouldReadTheTablesOnceUntilOneChanges() throws Exception {
        assertTrue(tables.look());
        assertFalse(tables.look());
        assertEquals(5, clients());
        write(folder.resolve("ssdt1.aml"), "ssdt1");
        assertTrue(tables.look());
        assertFalse(tables.look());
        assertEquals(6, clients());
        Files.delete(folder.resolve("ssdt1.aml"));
        assertTrue(tables.look());
        assertEquals(5, clients());
    }

    @Test
    void shouldReadAgainWhatHasChangedJustNow() throws Exception {
        Files.setLastModifiedTime(dsdt, FileTime.from(Instant.now()));
        assertTrue(tables.look());
        assertTrue(tables.look(), "it may have been changed within the same tick of the file system's clock");
    }

    @Test
    void shouldSeeATableThatIsMovedIntoThePlaceWithTheSameTime() throws Exception {
        tables.look();
        Path next = folder.resolve("next");
        write(next, "dsdt");
        Files.move(next, dsdt, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        assertTrue(tables.look());
    }

    @Test
    void shouldKeepTheFormerTablesWhileOneIsHalfWritten() throws Exception {
        tables.look();
        byte[] whole = Tables.compiled("ssdt1");
        Path half = Files.write(folder.resolve("ssdt1.aml"), Arrays.copyOf(whole, whole.length - 1));
        assertFalse(tables.look());
        assertFalse(tables.look());
        assertEquals(5, clients());
        assertEquals(List.of(half + ": expected a length within the file's 102 bytes (is it half written?), found 103, at offset 4 (0x4);"
                + " the tables that were read before stay in force"), warnings);
        Files.write(half, whole);
        assertTrue(tables.look());
        assertEquals(6, clients());
    }

    @Test
    void shouldWaitForTablesThatAreNotThereYet() throws Exception {
        Files.delete(dsdt);
        assertFalse(tables.look());
        assertFalse(tables.look());
        assertTrue(tables.board().isEmpty());
        assertEquals(List.of(folder + ": the folder has no files named DSDT, SSDT... or CSRT, alone or ending with .dat, .aml or .bin"),
                warnings);
        write(dsdt, "dsdt");
        assertTrue(tables.look());
        assertEquals(5, clients());
    }

    @Test
    void shouldTryAgainToReadTablesThatCouldNotBeRead() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        tables = new KeptTables(folder, path -> {
            if (tries.incrementAndGet() <= 2) {
                throw new IOException(path + ": this user may not read it");
            }
            return TableFiles.read(path);
        }, warnings::add);
        assertFalse(tables.look());
        assertFalse(tables.look());
        assertTrue(tables.look(), "nobody need touch the files");
        assertEquals(5, clients());
        assertFalse(tables.look());
        assertEquals(List.of(folder + ": this user may not read it"), warnings);
        assertEquals(3, tries.get());
    }

    @Test
    void shouldReadTablesThatAreNoneOnceUntilTheyChange() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        tables = new KeptTables(folder, path -> {
            reads.incrementAndGet();
            return TableFiles.read(path);
        }, warnings::add);
        Files.setLastModifiedTime(Files.writeString(dsdt, "no table"), LONG_AGO);
        assertFalse(tables.look());
        assertFalse(tables.look());
        assertEquals(1, reads.get());
        assertEquals(1, warnings.size());
    }

    @Test
    void shouldWarnAgainWhenTheTablesHaveBeenThereMeanwhile() throws Exception {
        Path machine = Files.createDirectory(folder.resolve("machine"));
        Path away = folder.resolve("away");
        write(machine.resolve("dsdt.aml"), "dsdt");
        tables = new KeptTables(machine, TableFiles::read, warnings::add);
        tables.look();
        for (int round = 0; round < 2; round++) {
            Files.move(machine, away);
            assertFalse(tables.look());
            assertFalse(tables.look());
            Files.move(away, machine);
            assertFalse(tables.look(), "nothing has changed");
        }
        String gone = machine + ": there is no such file or folder; the tables that were read before stay in force";
        assertEquals(List.of(gone, gone), warnings);
    }

    private int clients() {
        return tables.board().orElseThrow().machine().clients().size();
    }

    private static void write(Path file, String table) throws Exception {
        Files.write(file, Tables.compiled(table));
        Files.setLastModifiedTime(file, LONG_AGO);
    }
}
