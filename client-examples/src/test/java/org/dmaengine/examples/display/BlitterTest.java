package org.dmaengine.examples.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.spi.TransferFault;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rectangles from surface to surface.
class BlitterTest {
    private static final int BLACK = 0;

    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.INTERLEAVE, Capability.MEMCPY));
    private final Surface sprite = Surface.allocate(bench.channel.mapper(), 5, 4);
    private final Surface page = Surface.allocate(bench.channel.mapper(), 9, 7);
    private final Blitter blitter = new Blitter(bench.channel);

    BlitterTest() {
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 5; x++) {
                sprite.set(x, y, colour(x, y));
            }
        }
    }

    private static int colour(int x, int y) {
        return 0x10101 * (10 * y + x + 1);
    }

    private void finish() {
        Client<Void> client = Client.does("drawer", blitter::finish);
        Patience.until(() -> {
            bench.move(1000);
            return client.isDone();
        }, "the rectangles are copied");
        client.answer();
    }

    @ParameterizedTest
    @Clause({"IL-05", "IL-06", "IL-08"})
    @DisplayName("inside, and cut off at each edge of either surface")
    @CsvSource({"1, 1, 3, 2, 4, 3", "0, 0, 5, 4, 0, 0", "0, 0, 5, 4, -2, -1", "0, 0, 5, 4, 6, 5", "-1, -1, 3, 3, 2, 2", "3, 2, 9, 9, 0, 1"})
    void shouldCopyWhatIsSeen(int x, int y, int width, int height, int toX, int toY) {
        blitter.blit(sprite, new Area(x, y, width, height), page, toX, toY);
        finish();
        for (int py = 0; py < 7; py++) {
            for (int px = 0; px < 9; px++) {
                int sx = px - toX + x;
                int sy = py - toY + y;
                boolean inside = px >= toX && px < toX + width && py >= toY && py < toY + height && sx >= 0 && sx < 5 && sy >= 0 && sy < 4;
                assertEquals(inside ? colour(sx, sy) : BLACK, page.get(px, py), "pixel " + px + ", " + py);
            }
        }
    }

    @Test
    void shouldDrawInOrderAndNothingBeforeItIsFinished() {
        blitter.blit(sprite, new Area(0, 0, 2, 2), page, 0, 0);
        blitter.blit(sprite, new Area(3, 2, 1, 1), page, 1, 1);
        bench.move(1000);
        assertEquals(BLACK, page.get(0, 0));
        finish();
        assertEquals(colour(0, 0), page.get(0, 0));
        assertEquals(colour(3, 2), page.get(1, 1), "the later one lies above");
    }

    @Test
    void shouldHaveNothingToDoForWhatIsNotSeen() throws InterruptedException {
        blitter.blit(sprite, sprite.area(), page, 9, 0);
        blitter.finish();
        assertEquals(BLACK, page.get(8, 0));
    }

    @Test
    void shouldSayThatARectangleWasNotCopied() {
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            throw TransferFault.write(0, "no such memory", null);
        });
        blitter.blit(sprite, sprite.area(), page, 0, 0);
        assertEquals("a rectangle was not copied: WRITE_FAILED, no such memory",
                assertThrows(IllegalStateException.class, this::finish).getMessage());
    }
}
