package org.dmaengine.slavemap.files;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = Files.setLastModifiedTime(Files.writeString(folder.resolve("a"), "one"), LONG_AGO);
    }

    @Test
    void shouldShowTimeSizeAndWhichFileItIs() throws Exception {
        Stamp former = Stamp.of(file);
        assertTrue(Stamp.of(file).isSettledAs(former));
        assertFalse(former.isSettledAs(Stamp.NONE));
        Files.setLastModifiedTime(Files.writeString(file, "longer"), LONG_AGO);
        assertFalse(Stamp.of(file).isSettledAs(former));
        Files.setLastModifiedTime(Files.writeString(file, "two"), FileTime.from(LONG_AGO.toInstant().plusSeconds(1)));
        assertFalse(Stamp.of(file).isSettledAs(former));
        Path next = Files.setLastModifiedTime(Files.writeString(folder.resolve("next"), "one"), LONG_AGO);
        assertFalse(Stamp.of(next).isSettledAs(former));
    }

    @Test
    void shouldNotBeSettledWhereAnotherChangeMayHaveTheSameTime() throws Exception {
        Files.writeString(file, "just now");
        assertFalse(Stamp.of(file).isSettledAs(Stamp.of(file)));
        Stamp settled = Stamp.of(Files.setLastModifiedTime(file, LONG_AGO));
        assertFalse(settled.isSettledAs(settled.unsettled()));
    }

    @Test
    void shouldBeTheSameForAFolderWhateverHappensInside() throws Exception {
        Stamp former = Stamp.of(folder);
        Files.writeString(folder.resolve("b"), "");
        assertTrue(Stamp.of(folder).isSettledAs(former));
    }
}
