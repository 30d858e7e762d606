package org.example.checksum;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Crc32cTest {
    private final Crc32c crc = new Crc32c();

    @Test
    @DisplayName("RFC 3720, B.4: the check value of CRC32C, and 32 bytes of zeros")
    void shouldKnowTheValuesThatArePublished() {
        assertEquals(0xE306_9283, crc.of(MemorySegment.ofArray("123456789".getBytes(US_ASCII)), 0, 9));
        assertEquals(0x8A91_36AA, crc.of(MemorySegment.ofArray(new byte[32]), 0, 32));
        assertEquals(0, crc.of(MemorySegment.ofArray(new byte[32]), 7, 0));
    }

    @Test
    @DisplayName("the sum of two pieces is that of the whole, wherever it is cut")
    void shouldJoinTwoSums() {
        byte[] bytes = random(300);
        MemorySegment memory = MemorySegment.ofArray(bytes);
        for (int cut = 0; cut <= bytes.length; cut++) {
            int joined = Crc32c.joined(crc.of(memory, 0, cut), crc.of(memory, cut, bytes.length - cut), bytes.length - cut);
            assertEquals(expected(bytes), joined, "cut at " + cut);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8191, 8192, 8193, 100_000})
    void shouldSumPiecesLongerThanItsBufferInMemoryOfAnyKind(int length) {
        byte[] bytes = random(length);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment outside = arena.allocate(length + 3L);
            MemorySegment.copy(MemorySegment.ofArray(bytes), 0, outside, 3, length);
            assertEquals(expected(bytes), crc.of(outside, 3, length));
        }
        MemorySegment words = MemorySegment.ofArray(new int[length / 4 + 1]);
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, words, 0, length);
        assertEquals(expected(bytes), crc.of(words, 0, length));
    }

    @Test
    @DisplayName("a second piece of 6 GiB: multiplying by x^8 comes round after 2^31 - 1 times")
    void shouldJoinAVeryLongPiece() {
        int sum = expected(random(100));
        long round = (1L << 31) - 1;
        assertEquals(sum, Crc32c.joined(sum, 0, round));
        assertEquals(Crc32c.joined(sum, 0, 5), Crc32c.joined(sum, 0, 3 * round + 5));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static int expected(byte[] bytes) {
        CRC32C whole = new CRC32C();
        whole.update(bytes);
        return (int) whole.getValue();
    }
}
