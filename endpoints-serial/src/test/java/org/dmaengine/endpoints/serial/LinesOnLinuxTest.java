package org.dmaengine.endpoints.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The native half, on real pseudo-terminals.
@EnabledOnOs(OS.LINUX)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LinesOnLinuxTest {
    private final PseudoTerminal pair = PseudoTerminal.open();
    private final Lines lines = new Lines(LinuxTerminal::open, System::nanoTime);

    @AfterEach
    void hangUp() {
        pair.close();
    }

    @Test
    void shouldPassEveryByteValueBothWays() throws IOException {
        byte[] all = new byte[256];
        for (int value = 0; value < all.length; value++) {
            all[value] = (byte) value;
        }
        LineReader reader = lines.read(pair.path(), LineOptions.PLAIN);
        LineWriter writer = lines.write(pair.path(), LineOptions.PLAIN);
        pair.write(all);
        assertArrayEquals(all, read(reader, all.length));
        write(writer, all);
        assertArrayEquals(all, pair.read(all.length));
        reader.close();
        writer.close();
    }

    @Test
    void shouldLoseNothingAtFullSpeedWhateverTheBuffers() throws Exception {
        byte[] data = new byte[1 << 20];
        new Random(7).nextBytes(data);
        LineReader reader = lines.read(pair.path(), LineOptions.PLAIN);
        LineWriter writer = lines.write(pair.path(), LineOptions.PLAIN);
        FutureTask<byte[]> received = inBackground(() -> read(reader, data.length));
        FutureTask<byte[]> sent = inBackground(() -> pair.read(data.length));
        FutureTask<Void> writing = inBackground(() -> {
            write(writer, data);
            return null;
        });
        pair.write(data);
        assertArrayEquals(data, received.get(PseudoTerminal.PATIENCE, TimeUnit.MILLISECONDS));
        writing.get(PseudoTerminal.PATIENCE, TimeUnit.MILLISECONDS);
        assertArrayEquals(data, sent.get(PseudoTerminal.PATIENCE, TimeUnit.MILLISECONDS));
        reader.close();
        writer.close();
    }

    @Test
    void shouldRestoreTheFormerSettingsWhenTheLastOneLeaves() throws IOException {
        LineSettings former = settings();
        LineReader reader = lines.read(pair.path(), LineOptions.of(List.of("baud=3000000", "parity=odd", "stop=2")));
        LineWriter writer = lines.write(pair.path(), LineOptions.of(List.of("baud=3000000", "parity=odd", "stop=2")));
        LineSettings raw = presentSettings();
        assertNotEquals(former, raw);
        assertEquals(3_000_000, raw.outputSpeed());
        reader.close();
        reader.close();
        assertEquals(raw, presentSettings(), "still written");
        writer.close();
        assertEquals(former, settings());
        lines.read(pair.path(), LineOptions.PLAIN).close();
        assertEquals(former, settings());
    }

    @Test
    void shouldEndABlockedReadOnClose() throws Exception {
        LineReader reader = lines.read(pair.path(), LineOptions.PLAIN);
        FutureTask<Integer> reading = new FutureTask<>(() -> reader.read(ByteBuffer.allocate(10)));
        awaitInPoll(Thread.ofPlatform().start(reading));
        reader.close();
        ExecutionException end = assertThrows(ExecutionException.class, () -> reading.get(PseudoTerminal.PATIENCE, TimeUnit.MILLISECONDS));
        assertEquals(AsynchronousCloseException.class, end.getCause().getClass());
        assertThrows(AsynchronousCloseException.class, () -> reader.read(ByteBuffer.allocate(10)), "and every later one");
    }

    @Test
    void shouldEndABlockedWriteOnClose() throws Exception {
        LineWriter writer = lines.write(pair.path(), LineOptions.PLAIN);
        FutureTask<Void> writing = new FutureTask<>(() -> {
            write(writer, new byte[1 << 20]);
            return null;
        });
        awaitInPoll(Thread.ofPlatform().start(writing));
        writer.close();
        ExecutionException end = assertThrows(ExecutionException.class, () -> writing.get(PseudoTerminal.PATIENCE, TimeUnit.MILLISECONDS));
        assertEquals(AsynchronousCloseException.class, end.getCause().getClass());
    }

    @Test
    void shouldTellAHangUpBehindTheDataBeforeIt() throws IOException {
        LineReader reader = lines.read(pair.path(), LineOptions.PLAIN);
        LineWriter writer = lines.write(pair.path(), LineOptions.PLAIN);
        pair.write((byte) 1, (byte) 2);
        assertArrayEquals(new byte[] {1, 2}, read(reader, 2));
        pair.close();
        assertEquals("the line was hung up", assertThrows(HungUpException.class, () -> reader.read(ByteBuffer.allocate(10))).getMessage());
        assertThrows(HungUpException.class, () -> reader.read(ByteBuffer.allocate(10)), "and again");
        assertThrows(HungUpException.class, () -> writer.write(ByteBuffer.allocate(10)));
        assertThrows(HungUpException.class, writer::finish);
        reader.close();
        writer.close();
    }

    @Test
    void shouldTellAHangUpToWhomItFindsWaiting() throws Exception {
        LineReader reader = lines.read(pair.path(), LineOptions.PLAIN);
        FutureTask<Integer> reading = new FutureTask<>(() -> reader.read(ByteBuffer.allocate(10)));
        awaitInPoll(Thread.ofPlatform().start(reading));
        pair.close();
        ExecutionException end = assertThrows(ExecutionException.class, () -> reading.get(PseudoTerminal.PATIENCE, TimeUnit.MILLISECONDS));
        assertEquals(HungUpException.class, end.getCause().getClass());
        reader.close();
    }

    @Test
    void shouldLeaveWithThePeerWhatItHasTaken() throws IOException {
        LineWriter writer = lines.write(pair.path(), LineOptions.PLAIN);
        write(writer, new byte[] {1, 2, 3});
        writer.close();
        assertArrayEquals(new byte[] {1, 2, 3}, pair.read(3));
    }

    @Test
    void shouldKeepALineToItsOptionsAndOneUserForEachDirection() throws IOException {
        LineReader reader = lines.read(pair.path(), LineOptions.PLAIN);
        assertTrue(assertThrows(IOException.class, () -> lines.read(pair.path(), LineOptions.PLAIN)).getMessage()
                .startsWith("it is read already by another port of this process"));
        assertEquals("it is open with the line's own rate,parity=none,stop=1,flow=none; baud=9600,parity=none,stop=1,flow=none is refused: "
                + "both directions of a line share its settings", assertThrows(IOException.class,
                        () -> lines.write(pair.path(), LineOptions.of(List.of("baud=9600")))).getMessage());
        pair.write((byte) 5);
        assertArrayEquals(new byte[] {5}, read(reader, 1), "the first one is not disturbed");
        reader.close();
        lines.read(pair.path(), LineOptions.PLAIN).close();
    }

    @Test
    void shouldRecogniseALineByAnyName(@TempDir Path folder) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("modem"), Path.of(pair.path()));
        LineReader reader = lines.read(pair.path(), LineOptions.PLAIN);
        assertTrue(assertThrows(IOException.class, () -> lines.read(link.toString(), LineOptions.PLAIN)).getMessage().startsWith("it is read already"));
        reader.close();
    }

    @Test
    void shouldRefuseALineThatAnotherProgramHasLocked() throws IOException {
        LineReader reader = lines.read(pair.path(), LineOptions.PLAIN);
        assertEquals("another program has locked the line; end it first",
                assertThrows(IOException.class, () -> LinuxTerminal.open(pair.path())).getMessage());
        reader.close();
        LinuxTerminal.open(pair.path()).close();
    }

    @Test
    void shouldSayWhatIsNoLine(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertEquals("opening it failed: there is no such file (errno 2)",
                assertThrows(IOException.class, () -> lines.read(folder.resolve("none").toString(), LineOptions.PLAIN)).getMessage());
        assertEquals("reading its settings failed: it is no terminal line; file: and pipe: are for other files (errno 25)",
                assertThrows(IOException.class, () -> lines.write(file.toString(), LineOptions.PLAIN)).getMessage());
    }

    @Test
    void shouldLeaveNoFileOpen() throws IOException {
        long before = openFiles();
        lines.read(pair.path(), LineOptions.PLAIN).close();
        lines.write(pair.path(), LineOptions.PLAIN).close();
        assertThrows(IOException.class, () -> lines.read("/dev/null", LineOptions.PLAIN));
        assertEquals(before, openFiles());
    }

    private static long openFiles() {
        return new File("/proc/self/fd").list().length;
    }

    private LineSettings settings() throws IOException {
        try (LinuxTerminal terminal = LinuxTerminal.open(pair.path())) {
            return terminal.settings();
        }
    }

    /// While the line is in use, and so locked.
    private LineSettings presentSettings() throws IOException {
        LinuxCalls calls = LinuxCalls.available();
        int file = calls.open(pair.path(), LinuxCalls.O_RDWR | LinuxCalls.O_NOCTTY);
        byte[] structure = new byte[LineSettings.BYTES];
        assertEquals(0, calls.control(file, LinuxCalls.TCGETS2, structure));
        calls.close(file);
        return LineSettings.of(structure);
    }

    private static <T> FutureTask<T> inBackground(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    /// Until it is inside the system call: what it then does, it does in the kernel.
    private static void awaitInPoll(Thread thread) {
        while (!List.of(thread.getStackTrace()).stream().anyMatch(frame -> frame.getMethodName().equals("poll"))) {
            Thread.onSpinWait();
        }
    }

    private static byte[] read(LineReader reader, int length) throws IOException {
        ByteBuffer all = ByteBuffer.allocateDirect(length);
        while (all.hasRemaining()) {
            reader.read(all);
        }
        byte[] bytes = new byte[length];
        all.get(0, bytes);
        return bytes;
    }

    private static void write(LineWriter writer, byte[] bytes) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        while (all.hasRemaining()) {
            writer.write(all);
        }
    }
}
