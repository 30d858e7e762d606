package org.dmaengine.endpoints.pump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRingTest {
    private static final long SEED = Long.getLong("dma.seed", System.nanoTime());
    private static final int TOTAL = 1 << 20;

    /// Each side through its two ways, in pieces of random sizes; each byte says its place.
    @ParameterizedTest
    @ValueSource(ints = {64, 256, 4096})
    void shouldHandEveryByteFromOneThreadToAnother(int capacity) throws Exception {
        ByteRing ring = new ByteRing(capacity);
        CompletableFuture<Void> producer = CompletableFuture.runAsync(() -> produce(ring, new Random(SEED)));
        consume(ring, new Random(~SEED));
        producer.get(60, TimeUnit.SECONDS);
        assertEquals(TOTAL, ring.put());
        assertEquals(0, ring.readable());
        assertEquals(capacity, ring.writable());
    }

    @Test
    void shouldRefuseACapacityItCannotMask() {
        assertThrows(IllegalArgumentException.class, () -> new ByteRing(1000));
        assertThrows(IllegalArgumentException.class, () -> new ByteRing(32));
    }

    private static byte at(long position) {
        return (byte) (position * 0x9E3779B97F4A7C15L >>> 56);
    }

    private static void produce(ByteRing ring, Random random) {
        MemorySegment memory = MemorySegment.ofArray(new byte[ring.capacity()]);
        for (int done = 0; done < TOTAL;) {
            int bytes = Math.min(Math.min(ring.writable(), 1 + random.nextInt(ring.capacity())), TOTAL - done);
            if (random.nextBoolean()) {
                for (int i = 0; i < bytes; i++) {
                    memory.set(ValueLayout.JAVA_BYTE, i, at(done + i));
                }
                ring.put(memory, 0, bytes);
            } else {
                ByteBuffer room = ring.room(bytes);
                bytes = room.remaining();
                for (int i = 0; i < bytes; i++) {
                    room.put(at(done + i));
                }
                ring.putBytes(bytes);
            }
            done += bytes;
            if (bytes == 0) {
                Thread.yield();
            }
        }
    }

    private static void consume(ByteRing ring, Random random) {
        MemorySegment memory = MemorySegment.ofArray(new byte[ring.capacity()]);
        for (int done = 0; done < TOTAL;) {
            int bytes = Math.min(ring.readable(), 1 + random.nextInt(ring.capacity()));
            if (random.nextBoolean()) {
                ring.take(memory, 0, bytes);
                for (int i = 0; i < bytes; i++) {
                    expect(done + i, memory.get(ValueLayout.JAVA_BYTE, i));
                }
            } else {
                ByteBuffer content = ring.content(bytes);
                bytes = content.remaining();
                for (int i = 0; i < bytes; i++) {
                    expect(done + i, content.get());
                }
                ring.takeBytes(bytes);
            }
            done += bytes;
            if (bytes == 0) {
                Thread.yield();
            }
        }
    }

    private static void expect(long position, byte found) {
        if (found != at(position)) {
            throw new AssertionError("byte " + position + " is " + found + ", expected " + at(position) + "; dma.seed=" + SEED);
        }
    }
}
