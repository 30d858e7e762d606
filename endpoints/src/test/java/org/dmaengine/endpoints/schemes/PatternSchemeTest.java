package org.dmaengine.endpoints.schemes;

import static org.dmaengine.Direction.DEV_TO_MEM;
import static org.dmaengine.Direction.MEM_TO_DEV;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Arrays;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.stubs.Bytes;
import org.dmaengine.endpoints.stubs.Engine;
import org.junit.jupiter.api.Test;

class PatternSchemeTest {
    private final PatternScheme scheme = new PatternScheme();

    @Test
    void shouldGiveTheSameBytesHoweverTheyAreTaken() throws IOException {
        byte[] whole = new Engine(scheme.open("7", DEV_TO_MEM), 1000).take(1000, 1);
        byte[] pieces = new Engine(scheme.open("7", DEV_TO_MEM), 3).take(1000, 1);
        assertArrayEquals(whole, pieces);
        assertFalse(Arrays.equals(whole, new Engine(scheme.open("8", DEV_TO_MEM), 1000).take(1000, 1)));
    }

    @Test
    void shouldFailAtTheFirstByteThatDiffers() throws IOException {
        byte[] bytes = new Engine(scheme.open("0x10", DEV_TO_MEM), 64).take(64, 1);
        bytes[37] ^= 1;
        EndpointPort sink = scheme.open("16", MEM_TO_DEV);
        assertEquals(9, sink.burst(0, MemorySegment.ofArray(bytes), 0, 16, 4));
        assertEquals(36, sink.moved());
        String message = assertThrows(IOException.class, () -> sink.level(1)).getMessage();
        assertEquals(String.format("pattern:16: byte 37 is 0x%02x, expected 0x%02x", bytes[37], bytes[37] ^ 1), message);
        assertEquals(message, assertThrows(IOException.class, () -> sink.finish(Duration.ZERO)).getMessage());
    }

    @Test
    void shouldAcceptWhatItGives() throws IOException {
        EndpointPort source = scheme.open("-3", DEV_TO_MEM);
        EndpointPort sink = scheme.open("-3", MEM_TO_DEV);
        Engine out = new Engine(source, 100);
        Engine in = new Engine(sink, 100);
        for (int length : new int[] {1, 7, 8, 9, 100, 1001}) {
            in.put(out.take(length, 1), 1);
        }
        sink.finish(Duration.ZERO);
        assertEquals(1126, sink.moved());
    }

    @Test
    void shouldNameASeedThatIsNone() {
        String message = assertThrows(IllegalArgumentException.class, () -> scheme.open("x", DEV_TO_MEM)).getMessage();
        assertTrue(message.startsWith("pattern:x is refused; "), message);
    }

    @Test
    void shouldSwallowAndGiveZeros() throws IOException {
        NullScheme nothing = new NullScheme();
        byte[] bytes = Bytes.random(64, 1);
        assertEquals(16, nothing.open("", DEV_TO_MEM).burst(0, MemorySegment.ofArray(bytes), 0, 16, 4));
        assertArrayEquals(new byte[64], bytes);
        EndpointPort sink = nothing.open("", MEM_TO_DEV);
        assertEquals(64, sink.burst(0, MemorySegment.ofArray(bytes), 0, 64, 1));
        assertEquals(64, sink.moved());
        assertThrows(IllegalArgumentException.class, () -> nothing.open("x", MEM_TO_DEV));
    }
}
