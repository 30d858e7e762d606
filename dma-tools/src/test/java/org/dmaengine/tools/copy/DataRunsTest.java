package org.dmaengine.tools.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.dmaengine.tools.copy.DataRuns.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataRunsTest {
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;
    private FileChannel file;

    @BeforeEach
    void create() throws IOException {
        file = FileChannel.open(Files.createFile(folder.resolve("f")), StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    @Test
    void shouldFindRunsOfUnitsUpToTheLongest() throws IOException {
        length(10L * MIB + 5);
        one(0);
        one(64 * KIB);
        one(128 * KIB - 1);
        one(3 * MIB + 100); // behind a large hole, which is read past the cache
        one(10L * MIB + 4);
        assertEquals(List.of(new Run(0, 128 * KIB), new Run(3 * MIB, 64 * KIB), new Run(10L * MIB, 5)), runs(4 * MIB, new BitSet()));
        assertEquals(List.of(new Run(0, 64 * KIB), new Run(64 * KIB, 64 * KIB), new Run(3 * MIB, 64 * KIB), new Run(10L * MIB, 5)),
                runs(64 * KIB, new BitSet()));
    }

    @Test
    void shouldFindDataInTheMiddleOfALargeHole() throws IOException {
        length(8L * MIB);
        one(5 * MIB + 200 * KIB);
        BitSet holes = new BitSet();
        assertEquals(List.of(new Run(5 * MIB + 192 * KIB, 64 * KIB)), runs(4 * MIB, holes));
        assertEquals("{0, 1, 2, 3, 4, 6, 7}", holes.toString());
    }

    @Test
    void shouldSeeZerosOnDiskAsHoles() throws IOException {
        file.write(ByteBuffer.allocate(2 * MIB), 0);
        assertEquals(List.of(), runs(4 * MIB, new BitSet()));
    }

    @Test
    void shouldMissNoByteOfARandomFile() throws IOException {
        Random random = new Random(7);
        length(20L * MIB + 12345);
        for (int i = 0; i < 40; i++) {
            one((long) (random.nextDouble() * file.size()));
        }
        List<Run> runs = runs(256 * KIB, new BitSet());
        byte[] all = Files.readAllBytes(folder.resolve("f"));
        for (int i = 0; i < all.length; i++) {
            int at = i;
            if (all[i] != 0) {
                assertEquals(1, runs.stream().filter(run -> run.offset() <= at && at < run.end()).count(), "byte " + i);
            }
        }
    }

    @Test
    void shouldReadTheSamePastTheCache() throws IOException {
        byte[] data = new byte[MIB + 4321];
        new Random(3).nextBytes(data);
        file.write(ByteBuffer.wrap(data), 0);
        try (FileBlocks blocks = new FileBlocks(folder.resolve("f"), file)) {
            for (int size : new int[] {1, 4095, 4321, 65536, MIB}) {
                for (long offset : new long[] {0, MIB, 2L * MIB}) {
                    int expected = (int) Math.clamp(data.length - offset, 0, size);
                    ByteBuffer read = blocks.readUncached(offset, size);
                    assertEquals(expected, read.remaining(), size + " bytes from " + offset);
                    assertEquals(-1, expected == 0 ? -1 : read.mismatch(ByteBuffer.wrap(data, (int) offset, expected)));
                }
            }
            blocks.close(); // from here on as on a file system that cannot
            assertEquals(ByteBuffer.wrap(data, 0, 100), blocks.readUncached(0, 100));
        }
    }

    /// As the copy asks: window by window.
    private List<Run> runs(long longest, BitSet holes) throws IOException {
        List<Run> found = new ArrayList<>();
        try (FileBlocks blocks = new FileBlocks(folder.resolve("f"), file)) {
            DataRuns runs = new DataRuns(blocks);
            for (long start = 0; start < file.size(); start += 4L * MIB) {
                long end = Math.min(file.size(), start + 4L * MIB);
                for (Run run = runs.next(start, end, longest); run != null; run = runs.next(run.end(), end, longest)) {
                    found.add(run);
                }
            }
            holes.or(runs.holes());
        }
        return found;
    }

    private void length(long bytes) throws IOException {
        try (RandomAccessFile extended = new RandomAccessFile(folder.resolve("f").toFile(), "rw")) {
            extended.setLength(bytes);
        }
    }

    private void one(long offset) throws IOException {
        file.write(ByteBuffer.wrap(new byte[] {1}), offset);
    }
}
