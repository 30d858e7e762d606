package org.dmaengine.examples.display.device;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/// What a panel shows between two vertical syncs.
///
/// @param number from 1
/// @param width  pixels in a line
/// @param pixels `0xRRGGBB`, line after line
public record Frame(long number, int width, int[] pixels) {
    /// Lines.
    public int height() {
        return pixels.length / width;
    }

    /// Says whether all pixels have this colour.
    public boolean isAll(int colour) {
        return Arrays.stream(pixels).allMatch(pixel -> pixel == colour);
    }

    /// Writes it into a file.
    public void writePng(Path file) throws IOException {
        BufferedImage image = new BufferedImage(width, height(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height(), pixels, 0, width);
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException(file + " was not written: this Java has no writer for PNG");
        }
    }
}
