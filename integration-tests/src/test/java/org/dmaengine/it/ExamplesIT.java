package org.dmaengine.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveMap;
import org.dmaengine.examples.callbackpipeline.CallbackPipeline;
import org.dmaengine.examples.copybyname.CopyByName;
import org.dmaengine.examples.interleavedblit.InterleavedBlit;
import org.dmaengine.examples.interleavedblit.Picture;
import org.dmaengine.examples.polledcopies.PolledSmallCopies;
import org.dmaengine.examples.scattergather.ScatterGather;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.testing.Service;
import org.dmaengine.testing.WithProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the guides quote works, on the board that ships.
@TheProduct
@WithProperty(name = "configurator.initial", value = "file:../cnf/board/default.json")
class ExamplesIT {
    @Service
    SlaveMap slaveMap;

    @BeforeEach
    void waitForTheBoard() throws InterruptedException {
        slaveMap.requestChannel("shell", "copy", Duration.ofSeconds(5)).close();
    }

    @Test
    void shouldCopyByName(@Service CopyByName example) throws InterruptedException {
        MemorySegment target = MemorySegment.ofArray(new byte[8]);
        assertTrue(example.copy(text("by name"), target).isOk());
        assertEquals("by name\0", text(target));
    }

    @Test
    void shouldGatherAMessage(@Service ScatterGather example) throws InterruptedException {
        MemorySegment message = MemorySegment.ofArray(new byte[22]);
        assertTrue(example.gather(message, text("header,"), text("payload,"), text("trailer")).isOk());
        assertEquals("header,payload,trailer", text(message));
    }

    @Test
    void shouldMoveARectangle(@Service InterleavedBlit example) throws InterruptedException {
        MemorySegment screen = text("........" + "........" + "........");
        assertTrue(example.blit(new Picture(text("abcd" + "efgh" + "ijkl"), 4), 1, 1, 2, 2, new Picture(screen, 8), 6, 1).isOk());
        assertEquals("........" + "......fg" + "......jk", text(screen));
    }

    @Test
    void shouldCopyInManySmallPieces() {
        try (DmaChannel channel = slaveMap.requestChannel("shell", "copy");
             Mapping from = channel.mapper().allocate(100_001);
             Mapping to = channel.mapper().allocate(100_001)) {
            from.segment().fill((byte) 7);
            assertEquals(1563, new PolledSmallCopies(channel, 128).copy(from, to, 64));
            assertEquals(-1, from.segment().mismatch(to.segment()));
        }
    }

    @Test
    void shouldKeepAPipelineGoing() throws Exception {
        try (DmaChannel channel = slaveMap.requestChannel("shell", "copy");
             Mapping from = channel.mapper().allocate(10_000_001);
             Mapping to = channel.mapper().allocate(10_000_001)) {
            from.segment().fill((byte) 9);
            long arrived = new CallbackPipeline(channel, from, to, 64 << 10).start(4).toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertEquals(10_000_001, arrived);
            assertEquals(-1, from.segment().mismatch(to.segment()));
        }
    }

    private static MemorySegment text(String text) {
        return MemorySegment.ofArray(text.getBytes(US_ASCII));
    }

    private static String text(MemorySegment segment) {
        return new String(segment.toArray(ValueLayout.JAVA_BYTE), US_ASCII);
    }
}
