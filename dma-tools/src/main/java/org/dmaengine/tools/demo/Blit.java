package org.dmaengine.tools.demo;

import java.lang.foreign.MemorySegment;
import org.dmaengine.TransferStatus;
import org.dmaengine.examples.interleavedblit.InterleavedBlit;
import org.dmaengine.examples.interleavedblit.Picture;

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
        MemorySegment pixels = Proof.ascii(".".repeat(SCREEN_STRIDE * SCREEN_ROWS));
        Picture sprite = new Picture(Proof.ascii(String.join("", SPRITE)), STRIDE);
        Picture screen = new Picture(pixels, SCREEN_STRIDE);
        InterleavedBlit blit = new InterleavedBlit(stage.engine());
        blit(blit, sprite, screen, 5, 1);
        blit(blit, sprite, screen, 29, 2);
        stage.say(SPRITE.length + " frames of one chunk: " + WIDTH + " bytes, then a gap of " + (STRIDE - WIDTH)
                + " in the source and of " + (SCREEN_STRIDE - WIDTH) + " in the target");
        for (int row = 0; row < SCREEN_ROWS; row++) {
            stage.say(Proof.ascii(pixels.asSlice((long) row * SCREEN_STRIDE, SCREEN_STRIDE)));
        }
    }

    /// Cuts the frame off the sprite: column 1, without the bars.
    private static void blit(InterleavedBlit blit, Picture sprite, Picture screen, int x, int y) throws InterruptedException {
        TransferStatus end = blit.blit(sprite, 1, 0, WIDTH, SPRITE.length, screen, x, y);
        Proof.complete(end);
        for (int row = 0; row < SPRITE.length; row++) {
            Proof.same(SPRITE[row].substring(1, 1 + WIDTH), Proof.ascii(screen.pixels().asSlice(screen.offset(x, y + row), WIDTH)));
        }
    }
}
