package org.example.checksum;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.zip.CRC32C;
import org.dmaengine.DmaException;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What the conformance kit cannot know: that the checksum is right.
class ChecksumChannelTest {
    private static final int LENGTH = 60;
    private static final ValueLayout.OfInt SUM = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes = new byte[LENGTH];
    private final MemorySegment destination = MemorySegment.ofArray(new byte[LENGTH]);
    private final MemorySegment metadata = MemorySegment.ofArray(new byte[Integer.BYTES]).fill((byte) 0x5a);
    private final ChecksumChannel channel = channel("sum0");

    ChecksumChannelTest() {
        new Random(7).nextBytes(bytes);
    }

    private static ChecksumChannel channel(String controller) {
        return new ChecksumChannel(controller + " channel 0", EngineSpec.memory(controller));
    }

    private CopyInPieces copy() {
        return new CopyInPieces(MemorySegment.ofArray(bytes), destination, metadata);
    }

    private void expectAllAndItsSum(CopyInPieces copy) {
        CRC32C whole = new CRC32C();
        whole.update(bytes);
        assertEquals(-1, destination.mismatch(MemorySegment.ofArray(bytes)));
        assertEquals(Integer.BYTES, copy.metadataLength());
        assertEquals((int) whole.getValue(), metadata.get(SUM, 0));
    }

    @Test
    @DisplayName("whatever stood in the metadata before, in however many steps")
    void shouldTellTheSumOfWhatItHasCopied() {
        for (int limit = 1; limit <= LENGTH; limit++) {
            CopyInPieces copy = copy();
            assertEquals(0, channel.start(copy));
            while (!copy.isComplete()) {
                copy.step(channel, limit);
            }
            expectAllAndItsSum(copy);
        }
    }

    @Test
    @DisplayName("hot swap: stopped at any byte, the copy goes on in another channel, and the sum is that of the whole")
    void shouldGoOnWithTheSumOfTheOneBefore() {
        for (int cut = 1; cut < LENGTH; cut++) {
            CopyInPieces copy = copy();
            channel.start(copy);
            copy.step(channel, cut);
            channel.handOver();
            assertEquals(0, channel.stop(copy));
            ChecksumChannel next = channel("sum1");
            next.check(copy);
            assertEquals(0, next.start(copy));
            while (!copy.isComplete()) {
                copy.step(next, 7);
            }
            expectAllAndItsSum(copy);
        }
    }

    @Test
    void shouldRefuseToGoOnWhereNobodyHasKeptTheSum() {
        CopyInPieces copy = copy();
        copy.step(channel, 10);
        copy.metadataLength(0);
        assertEquals("sum0 channel 0: a transfer that another controller has begun comes with 0 bytes of metadata; the checksum so far, 4 bytes, "
                + "is needed to go on: prepare it anew for this channel",
                assertThrows(DmaException.Rejected.class, () -> channel.check(copy)).getMessage());
        assertDoesNotThrow(() -> channel.check(copy()));
    }

    @Test
    void shouldCopyWithoutASumForAClientWhoWantsNone() {
        CopyInPieces copy = new CopyInPieces(MemorySegment.ofArray(bytes), destination, null);
        channel.check(copy);
        copy.step(channel, 10);
        channel.check(copy);
        copy.step(channel, LENGTH);
        assertEquals(-1, destination.mismatch(MemorySegment.ofArray(bytes)));
        assertEquals(0, copy.metadataLength());
    }
}
