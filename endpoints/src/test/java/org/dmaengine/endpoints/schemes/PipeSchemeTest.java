package org.dmaengine.endpoints.schemes;

import static org.dmaengine.Direction.DEV_TO_MEM;
import static org.dmaengine.Direction.MEM_TO_DEV;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.stubs.Bytes;
import org.dmaengine.endpoints.stubs.Engine;
import org.dmaengine.endpoints.stubs.Logs;
import org.dmaengine.endpoints.stubs.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class PipeSchemeTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final Logs logs = new Logs();
    private final PipeScheme scheme = new PipeScheme(logs.logger());
    private Path pipe;

    @BeforeEach
    void makePipe() throws Exception {
        pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor());
    }

    @AfterEach
    void expectNoThreads() throws InterruptedException {
        Threads.expectNone();
    }

    @Test
    void shouldReadUntilTheLastWriterHasGone() throws Exception {
        byte[] content = Bytes.random(300_000, 1);
        try (EndpointPort port = scheme.open(pipe.toString(), DEV_TO_MEM); Engine engine = new Engine(port, 4096)) {
            assertEquals(0, port.level(1));
            Thread writer = Thread.ofPlatform().start(() -> write(content));
            assertArrayEquals(content, engine.take(300_001, 1));
            assertTrue(port.atEnd());
            writer.join();
        }
    }

    @Test
    void shouldWriteForAReaderThatComesLate() throws Exception {
        byte[] content = Bytes.random(300_000, 2);
        try (EndpointPort port = scheme.open(pipe.toString(), MEM_TO_DEV); Engine engine = new Engine(port, 4096)) {
            engine.put(content, 1);
            assertEquals(0, port.passed());
            try (FileInputStream in = new FileInputStream(pipe.toFile())) {
                assertArrayEquals(content, in.readNBytes(content.length));
                port.finish(SOON);
                assertEquals(-1, in.read());
            }
        }
    }

    @Test
    void shouldNameAReaderThatLeft() throws Exception {
        try (EndpointPort port = scheme.open(pipe.toString(), MEM_TO_DEV); Engine engine = new Engine(port, 4096)) {
            engine.put(new byte[100], 1);
            try (FileInputStream in = new FileInputStream(pipe.toFile())) {
                assertEquals(100, in.readNBytes(100).length);
            }
            String message = assertThrows(IOException.class, () -> {
                while (true) {
                    engine.put(new byte[1 << 16], 1);
                }
            }).getMessage();
            assertTrue(message.startsWith("pipe:" + pipe + ": broken pipe after 100 bytes, "), message);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Direction.class, names = {"DEV_TO_MEM", "MEM_TO_DEV"})
    void shouldLetGoWhileNobodyHasTheOtherSide(Direction direction) throws Exception {
        for (int i = 0; i < 200; i++) { // before, in and behind the open
            EndpointPort port = scheme.open(pipe.toString(), direction);
            if (i % 2 == 0) {
                Thread.yield();
            }
            if (i % 50 == 0) {
                Thread.sleep(20);
            }
            port.close();
        }
        Threads.expectNone();
    }

    @Test
    void shouldLogThreadsThatDeletedPipesHoldAndLeaveNoMoreThanItsBound() throws Exception {
        Path way = Files.createLink(folder.resolve("way"), pipe); // for the test, to let the threads go
        for (int i = 1; i <= PipeScheme.MOST_LEFT; i++) {
            EndpointPort port = scheme.open(pipe.toString(), DEV_TO_MEM);
            while (!Threads.ofEndpoints().stream().allMatch(PipeSchemeTest::isOpening) || !areAsleep()) {
                Thread.onSpinWait();
            }
            Files.delete(pipe);
            if (i == 1) {
                makePipe();
            }
            port.close();
            assertEquals(i, logs.lines().size(), logs.lines()::toString);
            assertTrue(logs.lines().getLast().startsWith("warn ") && logs.lines().getLast().contains(pipe.toString()), logs.lines()::toString);
            Files.deleteIfExists(pipe);
            Files.createLink(pipe, way);
        }
        assertEquals("pipe:" + pipe + ": 16 threads still wait in pipes that have been deleted, 16 may; close a port before its pipe is deleted",
                assertThrows(IOException.class, () -> scheme.open(pipe.toString(), DEV_TO_MEM)).getMessage());
        FileChannel.open(way, StandardOpenOption.READ, StandardOpenOption.WRITE).close();
        Threads.expectNone();
        scheme.open(pipe.toString(), DEV_TO_MEM).close();
    }

    private static boolean isOpening(Thread thread) {
        StackTraceElement[] frames = thread.getStackTrace();
        return frames.length > 0 && frames[0].isNativeMethod() && frames[0].getMethodName().startsWith("open");
    }

    /// Says whether the system has all of the endpoints' threads asleep.
    private static boolean areAsleep() throws IOException {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                String stat = Files.readString(task.resolve("stat"));
                if (stat.contains("(endpoint pipe:") && !stat.contains(") S ")) {
                    return false;
                }
            }
        }
        return true;
    }

    @Test
    void shouldNameWhatItRefuses() throws IOException {
        Path missing = folder.resolve("missing");
        expect("pipe:" + missing + ": there is no such pipe; make it with mkfifo " + missing, missing);
        Path file = Files.createFile(folder.resolve("file"));
        expect("pipe:" + file + " is no named pipe; say file:" + file + ", or make one with mkfifo", file);
        assertEquals("file:" + pipe + " is a named pipe; say pipe:" + pipe,
                assertThrows(IOException.class, () -> new FileScheme().open(pipe.toString(), DEV_TO_MEM)).getMessage());
    }

    private void expect(String message, Path path) {
        assertEquals(message, assertThrows(IOException.class, () -> scheme.open(path.toString(), DEV_TO_MEM)).getMessage());
    }

    private void write(byte[] content) {
        try (OutputStream out = Files.newOutputStream(pipe)) {
            out.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
