package org.dmaengine.examples.display.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The simulated panel, and its pictures.
class PanelTest {
    private final List<Frame> shown = new ArrayList<>();
    private final Panel panel = new Panel(4, 3, shown::add);

    private int give(int from, int count) {
        return panel.burst(0, MemorySegment.ofArray(IntStream.range(from, from + count).toArray()), 0, count, 4);
    }

    @Test
    void shouldWantWhatItsBeamPasses() {
        AtomicInteger raised = new AtomicInteger();
        panel.connect(raised::incrementAndGet);
        assertEquals(0, panel.level(4));
        panel.scan(2);
        assertEquals(8, panel.level(4));
        assertEquals(1, raised.get());
        give(0, 5);
        assertEquals(3, panel.level(4));
        panel.disconnect();
        panel.scan(1);
        assertEquals(1, raised.get());
        assertEquals(7, panel.level(4));
    }

    @Test
    void shouldShowAFrameAtEachVerticalSync() {
        panel.scan(3);
        give(0, 7);
        assertTrue(shown.isEmpty());
        give(7, 5);
        panel.scan(3);
        give(50, 12);
        assertEquals(List.of(1L, 2L), shown.stream().map(Frame::number).toList());
        assertArrayEquals(IntStream.range(0, 12).toArray(), shown.getFirst().pixels());
        assertArrayEquals(IntStream.range(50, 62).toArray(), shown.getLast().pixels());
        assertFalse(shown.getFirst().isAll(0));
    }

    @Test
    void shouldTakeNothingBeyondTheFrame() {
        panel.scan(3);
        give(0, 10);
        assertEquals(2, give(10, 5), "pixels taken");
    }

    @Test
    void shouldCountThePixelsThatItDidNotGet() {
        panel.scan(3);
        assertEquals(0, panel.losses());
        panel.scan(2);
        assertEquals(2 * 4 * 4, panel.losses());
        assertEquals(12, panel.level(4));
    }

    @Test
    void shouldBeginAFrameAnew() {
        panel.scan(2);
        give(0, 5);
        panel.restart();
        assertEquals(0, panel.level(4));
        panel.scan(3);
        give(20, 12);
        assertArrayEquals(IntStream.range(20, 32).toArray(), shown.getFirst().pixels());
    }

    @Test
    void shouldServeOneController() {
        panel.connect(() -> { });
        assertThrows(IllegalStateException.class, () -> panel.connect(() -> { }));
    }

    @Test
    void shouldWriteAPicture(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("frame.png");
        new Frame(1, 3, new int[] {0xff0000, 0x00ff00, 0x0000ff, 0x123456, 0xffffff, 0}).writePng(file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(3, image.getWidth());
        assertEquals(2, image.getHeight());
        assertEquals(0xffff0000, image.getRGB(0, 0));
        assertEquals(0xff123456, image.getRGB(0, 1));
    }
}
