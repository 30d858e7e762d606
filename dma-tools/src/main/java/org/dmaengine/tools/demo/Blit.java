package org.dmaengine.tools.demo;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.dmaengine.Capability;
import org.dmaengine.DmaChannel;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;

/// An interleaved transfer: a rectangle of one picture to a place in a wider one, twice.
final class Blit implements DemoPart {
    private static final String[] SPRITE = {
        "|  /\\_/\\  |",
        "| ( o.o ) |",
        "|  > ^ <  |",
    };
    private static final int STRIDE = SPRITE[0].length();
    private static final int WIDTH = 9;
    private static final int SCREEN_STRIDE = 48;
    private static final int SCREEN_ROWS = 5;

    @Override
    public String title() {
        return "An interleaved transfer: rectangles cut out of one picture, put into another";
    }

    @Override
    public void show(Stage stage) throws InterruptedException {
        MemorySegment sprite = MemorySegment.ofArray(String.join("", SPRITE).getBytes(StandardCharsets.US_ASCII));
        MemorySegment screen = MemorySegment.ofArray(".".repeat(SCREEN_STRIDE * SCREEN_ROWS).getBytes(StandardCharsets.US_ASCII));
        try (DmaChannel channel = stage.engine().requestAny(Capability.MEMCPY, Capability.INTERLEAVE);
             Mapping from = channel.mapper().map(sprite, MapDirection.TO_DEVICE);
             Mapping to = channel.mapper().map(screen, MapDirection.FROM_DEVICE)) {
            blit(channel, from, to, 5, 1);
            long cookie = blit(channel, from, to, 29, 2);
            channel.issuePending();
            channel.await(cookie, Duration.ofSeconds(5));
        }
        stage.say(SPRITE.length + " frames of one chunk: " + WIDTH + " bytes, then a gap of " + (STRIDE - WIDTH)
                + " in the source and of " + (SCREEN_STRIDE - WIDTH) + " in the target");
        String pixels = new String(screen.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII);
        for (int row = 0; row < SCREEN_ROWS; row++) {
            stage.say(pixels.substring(row * SCREEN_STRIDE, (row + 1) * SCREEN_STRIDE));
        }
    }

    /// Cuts the frame off the sprite: column 1, without the bars.
    private static long blit(DmaChannel channel, Mapping from, Mapping to, long x, long y) {
        DataChunk row = new DataChunk(WIDTH, 0, SCREEN_STRIDE - WIDTH, STRIDE - WIDTH);
        return channel.prepareInterleaved(InterleavedTemplate.memoryToMemory(to, y * SCREEN_STRIDE + x, from, 1)
                .frames(SPRITE.length, row).build()).submit();
    }
}
