package org.dmaengine.tools.copy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.TransferOutcome;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.stubs.StubChannel;
import org.dmaengine.tools.stubs.StubSlaveMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, (64 << 10) - 1, (64 << 10) + 3, 4 * MIB, 9 * MIB + 5, 70 * MIB + 1})
    void shouldCopyFilesOfAnyLength(int length) throws Exception {
        byte[] data = random(length);
        Files.write(folder.resolve("a"), data);
        StubChannel channel = StubChannel.of(StubChannel::works);
        CopyReport report = copy(channel);
        assertArrayEquals(data, Files.readAllBytes(folder.resolve("b")));
        assertEquals(length, report.bytes());
        assertEquals((length + 4 * MIB - 1) / (4 * MIB), report.transfers());
        assertEquals(0, report.holes());
        assertClean(channel, "a", "b");
    }

    @Test
    void shouldKeepABoundedNumberOfTransfersInFlight() throws Exception {
        Files.write(folder.resolve("a"), random(65 * MIB));
        StubChannel channel = StubChannel.of(StubChannel::works);
        channel.lazy = true;
        copy(channel);
        assertEquals(8, channel.mostInFlight);
        assertEquals(-1, Files.mismatch(folder.resolve("a"), folder.resolve("b")));
    }

    @Test
    void shouldKeepToTheLimitsOfTheChannel() throws Exception {
        Files.write(folder.resolve("a"), random(MIB + 77));
        StubChannel channel = new StubChannel("dma0chan0", ChannelCapabilities.of(Capability.MEMCPY).alignment(64, 1)
                .maxTransferLength(100_000).build(), transfer -> {
            assertEquals(0, transfer.length() % 64);
            assertTrue(transfer.length() <= 100_000);
            return StubChannel.works(transfer);
        });
        copy(channel);
        assertEquals(-1, Files.mismatch(folder.resolve("a"), folder.resolve("b")));
        assertClean(channel, "a", "b");
    }

    @Test
    void shouldLeaveHolesWhereTheSourceHasZeros() throws Exception {
        long length = 300L * MIB + 17;
        try (RandomAccessFile sparse = new RandomAccessFile(folder.resolve("a").toFile(), "rw")) {
            sparse.setLength(length);
            for (long island : new long[] {0, (64 << 10) - 1, 100L * MIB, 200L * MIB + 12345, length - 1}) {
                sparse.seek(island);
                sparse.write(1);
            }
        }
        CopyReport report = copy(StubChannel.of(StubChannel::works));
        assertEquals(-1, Files.mismatch(folder.resolve("a"), folder.resolve("b")));
        // The first two share a unit of 64 KiB, the last is in one of 17 bytes.
        assertEquals(length - 3 * DataRuns.UNIT - 17, report.holes());
        assertEquals(4, report.transfers());
    }

    @Test
    void shouldReplaceAnExistingTargetAndKeepItsMode() throws Exception {
        Files.writeString(folder.resolve("a"), "new");
        Files.writeString(folder.resolve("b"), "old and longer");
        Files.setPosixFilePermissions(folder.resolve("b"), PosixFilePermissions.fromString("rwx-w---x"));
        copy(StubChannel.of(StubChannel::works));
        assertEquals("new", Files.readString(folder.resolve("b")));
        assertEquals("rwx-w---x", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("b"))));
    }

    @Test
    void shouldGiveANewTargetTheUsualMode() throws Exception {
        Files.writeString(folder.resolve("a"), "new");
        Files.setPosixFilePermissions(folder.resolve("a"), PosixFilePermissions.fromString("rwx------"));
        copy(StubChannel.of(StubChannel::works));
        Files.createFile(folder.resolve("usual"));
        assertEquals(Files.getPosixFilePermissions(folder.resolve("usual")), Files.getPosixFilePermissions(folder.resolve("b")));
    }

    @Test
    void shouldWriteThroughALink() throws Exception {
        Files.writeString(folder.resolve("a"), "new");
        Files.createDirectory(folder.resolve("other"));
        Files.writeString(folder.resolve("other/real"), "old");
        Files.createSymbolicLink(folder.resolve("b"), Path.of("other/real"));
        copy(StubChannel.of(StubChannel::works));
        assertEquals("new", Files.readString(folder.resolve("other/real")));
        assertTrue(Files.isSymbolicLink(folder.resolve("b")));
    }

    @Test
    void shouldLeaveTheTargetAloneUntilTheEnd() throws Exception {
        Files.write(folder.resolve("a"), random(20 * MIB));
        Files.writeString(folder.resolve("b"), "old");
        StubChannel channel = StubChannel.of(transfer -> {
            assertEquals("old", read(folder.resolve("b")));
            return StubChannel.works(transfer);
        });
        copy(channel);
        assertEquals(5, channel.transfers());
        assertEquals(-1, Files.mismatch(folder.resolve("a"), folder.resolve("b")));
    }

    @ParameterizedTest
    @EnumSource(value = TransferOutcome.class, names = "NO_ERROR", mode = EnumSource.Mode.EXCLUDE)
    void shouldLeaveEverythingAsItWasWhenATransferFails(TransferOutcome outcome) throws Exception {
        Files.write(folder.resolve("a"), random(40 * MIB));
        Files.writeString(folder.resolve("b"), "old");
        StubChannel channel = StubChannel.of(t -> t.cookie() == 3 ? outcome : StubChannel.works(t));
        CommandFailure failure = assertThrows(CommandFailure.class, () -> copy(channel));
        assertEquals(outcome + " at byte 8388608 on dma0chan0: as the hook says; target b is as it was", failure.getMessage());
        assertEquals("old", Files.readString(folder.resolve("b")));
        assertClean(channel, "a", "b");
    }

    @Test
    void shouldNoticeOneWrongByte() throws Exception {
        Files.write(folder.resolve("a"), random(3 * MIB));
        StubChannel channel = StubChannel.of(transfer -> {
            transfer.move();
            byte good = transfer.target().get(ValueLayout.JAVA_BYTE, 2_000_000);
            transfer.target().set(ValueLayout.JAVA_BYTE, 2_000_000, (byte) (good + 1));
            return TransferOutcome.NO_ERROR;
        });
        CommandFailure failure = assertThrows(CommandFailure.class, () -> copy(channel));
        assertTrue(failure.getMessage().contains("differs from its source from byte 2000000 on"), failure.getMessage());
        assertTrue(failure.getMessage().endsWith("target b was not made"), failure.getMessage());
        assertClean(channel, "a");
    }

    @Test
    void shouldSayThatTheSourceWasCut() throws Exception {
        for (int cutAt : new int[] {1, 17, 18}) { // in the first window, at its end, in the second
            Files.write(folder.resolve("a"), random(72 * MIB));
            StubChannel channel = StubChannel.of(transfer -> {
                TransferOutcome outcome = StubChannel.works(transfer);
                if (transfer.cookie() == cutAt) {
                    truncate(folder.resolve("a"), 70 * MIB);
                }
                return outcome;
            });
            channel.lazy = true; // the reader is ahead of the copy, as with an engine
            CommandFailure failure = assertThrows(CommandFailure.class, () -> copy(channel), "cut at " + cutAt);
            assertTrue(failure.getMessage().startsWith("the source was cut to 73400320 "), failure.getMessage());
            assertClean(channel, "a");
        }
    }

    @Test
    void shouldCleanUpWhenInterrupted() throws Exception {
        Files.write(folder.resolve("a"), random(80 * MIB));
        Files.writeString(folder.resolve("b"), "old");
        for (int when : new int[] {1, 2, 18, 20}) {
            StubChannel channel = StubChannel.of(transfer -> {
                if (transfer.cookie() == when) {
                    Thread.currentThread().interrupt();
                }
                return StubChannel.works(transfer);
            });
            CommandFailure failure = assertThrows(CommandFailure.class, () -> copy(channel));
            assertEquals("interrupted; target b is as it was", failure.getMessage());
            assertEquals("old", Files.readString(folder.resolve("b")));
            assertClean(channel, "a", "b");
            Thread.interrupted();
        }
    }

    @Test
    void shouldRefuseAFileOfTheKernelThatHasNoLength() {
        CommandFailure failure = assertThrows(CommandFailure.class,
                () -> copy(StubChannel.of(StubChannel::works), Path.of("/proc/version").toString(), "b"));
        assertTrue(failure.getMessage().contains("cannot be mapped"), failure.getMessage());
    }

    private CopyReport copy(StubChannel channel) throws CommandFailure {
        return copy(channel, "a", "b");
    }

    private CopyReport copy(StubChannel channel, String from, String to) throws CommandFailure {
        return new Copy(new StubSlaveMap(channel), FilePair.check(folder, from, to), to, null).run();
    }

    /// No litter in the folder, no mapping left, the channel given back.
    private void assertClean(StubChannel channel, String... files) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            Set<String> names = all.map(path -> path.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
            assertEquals(new TreeSet<>(List.of(files)), names);
        }
        assertEquals(0, channel.mappings.get());
        assertTrue(channel.closed);
    }

    private static byte[] random(int length) {
        byte[] data = new byte[length];
        new Random(length).nextBytes(data);
        return data;
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void truncate(Path path, long length) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
