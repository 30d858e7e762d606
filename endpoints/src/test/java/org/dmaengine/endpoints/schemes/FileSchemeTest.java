package org.dmaengine.endpoints.schemes;

import static org.dmaengine.Direction.DEV_TO_MEM;
import static org.dmaengine.Direction.MEM_TO_DEV;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.stubs.Bytes;
import org.dmaengine.endpoints.stubs.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSchemeTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final FileScheme scheme = new FileScheme();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1 << 20, (5 << 20) + 13})
    void shouldReadToTheEndAndThenSaySo(int length) throws IOException {
        byte[] content = Bytes.random(length, 1);
        Path file = Files.write(folder.resolve("in"), content);
        try (EndpointPort port = scheme.open(file.toString(), DEV_TO_MEM); Engine engine = new Engine(port, 4096)) {
            assertArrayEquals(content, engine.take(length + 1, 1));
            assertTrue(port.atEnd());
            assertEquals(length, port.moved());
            port.passEnd();
            String message = assertThrows(EOFException.class, () -> port.level(1)).getMessage();
            assertEquals("the stream of file:" + file + " has ended after " + length + " bytes", message);
            assertEquals(0, port.losses());
        }
    }

    @Test
    void shouldTellOfBytesThatDoNotFillAWord() throws IOException {
        Path file = Files.write(folder.resolve("in"), Bytes.random(11, 2));
        try (EndpointPort port = scheme.open(file.toString(), DEV_TO_MEM); Engine engine = new Engine(port, 64)) {
            assertEquals(8, engine.take(12, 4).length);
            assertTrue(port.atEnd());
            assertEquals(3, port.losses());
            port.passEnd();
            String message = assertThrows(EOFException.class, () -> port.level(4)).getMessage();
            assertEquals("the stream of file:" + file + " has ended after 11 bytes; the last 3 do not fill a word of 4 and were dropped", message);
            assertEquals(8, port.moved());
        }
    }

    @Test
    void shouldWriteAFileAnew() throws IOException {
        byte[] content = Bytes.random((3 << 20) + 7, 3);
        Path file = Files.write(folder.resolve("out"), Bytes.random(5 << 20, 4));
        try (EndpointPort port = scheme.open(file.toString(), MEM_TO_DEV); Engine engine = new Engine(port, 1000)) {
            engine.put(content, 1);
            port.finish(SOON);
            assertEquals(content.length, port.passed());
            String message = assertThrows(IOException.class, () -> port.level(1)).getMessage();
            assertTrue(message.contains("was finished after " + content.length + " bytes"), message);
        }
        assertArrayEquals(content, Files.readAllBytes(file));
    }

    @Test
    void shouldNameWhatItRefuses() throws IOException {
        Path missing = folder.resolve("missing");
        expect("file:" + missing + ": no such file or folder: " + missing, missing.toString(), true);
        expect("file:" + folder + " is a folder; name a file", folder.toString(), false);
        expect("file:" + missing + "/out: there is no folder " + missing, missing + "/out", false);
        assertThrows(IllegalArgumentException.class, () -> scheme.open("", DEV_TO_MEM));
    }

    private void expect(String message, String rest, boolean source) {
        assertEquals(message, assertThrows(IOException.class, () -> scheme.open(rest, source ? DEV_TO_MEM : MEM_TO_DEV)).getMessage());
    }

    @Test
    void shouldSayWhenTheDiskIsFull() throws IOException {
        try (EndpointPort port = scheme.open("/dev/full", MEM_TO_DEV); Engine engine = new Engine(port, 4096)) {
            engine.put(new byte[10], 1);
            String message = assertThrows(IOException.class, () -> port.finish(SOON)).getMessage();
            assertEquals("file:/dev/full: no space left on device after 0 bytes, 10 more were waiting for it",
                    message);
            assertThrows(IOException.class, () -> port.level(1));
            assertEquals(10, port.losses());
        }
    }
}
