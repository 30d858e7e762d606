package org.dmaengine.tools.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigesterTest {
    private final Semaphore room = new Semaphore(0);

    @ParameterizedTest
    @Timeout(20)
    @ValueSource(ints = {0, 1, 4095, 512 << 10, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5_000_001})
    void shouldDigestWhateverWasAddedInWhateverPieces(int length) throws Exception {
        byte[] data = new byte[length];
        Random random = new Random(length);
        random.nextBytes(data);
        try (Digester digester = new Digester()) {
            digester.start(room::release);
            for (int at = 0; at < length; ) {
                long free = digester.room();
                if (free == 0) {
                    room.acquire();
                    continue;
                }
                int bytes = (int) Math.min(Math.min(free, length - at), 1 + random.nextInt(70_000));
                digester.add(MemorySegment.ofArray(data), at, bytes);
                at += bytes;
            }
            assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data)), digester.result());
        }
    }

    @Test
    void shouldHoldNoMoreThanItsBuffer() {
        try (Digester idle = new Digester()) {
            long all = idle.room();
            idle.add(MemorySegment.ofArray(new byte[1000]), 0, 1000);
            assertEquals(all - 1000, idle.room());
        }
    }

    @Test
    @Timeout(20)
    void shouldSayThatThereIsRoomAgain() throws InterruptedException {
        try (Digester digester = new Digester()) {
            digester.start(room::release);
            int all = (int) digester.room();
            digester.add(MemorySegment.ofArray(new byte[all]), 0, all);
            room.acquire();
            assertTrue(digester.room() > 0);
        }
    }
}
