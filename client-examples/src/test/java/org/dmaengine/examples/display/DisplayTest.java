package org.dmaengine.examples.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.spi.TransferFault;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Pages that take each other's place. A page is filled with its own colour.
class DisplayTest {
    private static final int WIDTH = 6;
    private static final int HEIGHT = 4;
    private static final int LINE = WIDTH * Surface.PIXEL;
    private static final int FRAME = HEIGHT * LINE;

    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.SLAVE, Capability.INTERLEAVE, Capability.REPEAT, Capability.LOAD_EOT)
            .directions(Direction.MEM_TO_DEV));
    private final Display display = new Display(bench.channel, SlaveConfig.builder().destination(0x5000, BusWidth.BYTES_4, 8).build(),
            WIDTH, HEIGHT, 3);

    private long show(int colour) throws InterruptedException {
        Surface page = display.draw();
        page.fill(colour);
        return display.flip(page);
    }

    private void move(int bytes) {
        bench.move(bytes);
        bench.deliver();
    }

    /// The colour of each whole frame that the panel got; fails if one is of two.
    private List<Integer> shown() {
        int[] pixels = MemorySegment.ofArray(bench.driver.written()).toArray(ValueLayout.JAVA_INT_UNALIGNED);
        List<Integer> colours = new ArrayList<>();
        for (int start = 0; start + WIDTH * HEIGHT <= pixels.length; start += WIDTH * HEIGHT) {
            for (int i = 1; i < WIDTH * HEIGHT; i++) {
                assertEquals(pixels[start], pixels[start + i], "frame " + colours.size() + ", pixel " + i);
            }
            colours.add(pixels[start]);
        }
        return colours;
    }

    @Test
    @Clause({"IL-20", "IL-21", "IL-24"})
    @DisplayName("a page is shown until the next, and every frame is all of one page, whenever the flip comes")
    void shouldShowNoFrameOfTwoPages() throws InterruptedException {
        List<Integer> expected = new ArrayList<>();
        int moved = 0;
        for (int colour = 1; colour <= 40; colour++) {
            show(colour);
            int until = Math.max(moved, (expected.size() * FRAME)) + FRAME + 4 + colour * 20 % (FRAME - 4); // somewhere in its second frame
            move(until - moved);
            moved = until;
            while (expected.size() * FRAME < moved) {
                expected.add(colour);
            }
        }
        List<Integer> shown = shown();
        assertEquals(expected.subList(0, shown.size()), shown);
        assertTrue(shown.size() >= 40, shown.toString());
    }

    @Test
    @Clause({"IL-21", "IL-27"})
    @DisplayName("a page is the client's again when its successor has taken over, not sooner")
    void shouldGiveAPageBackWhenItsSuccessorHasTakenOver() throws InterruptedException {
        Surface first = display.draw();
        long cookie = display.flip(first);
        move(FRAME + LINE);
        show(2);
        assertNotSame(first, display.draw(), "the third");
        Client<Surface> drawer = Client.calls("drawer", display::draw);
        Patience.untilParked(drawer.thread());
        move(FRAME - LINE - 4);
        assertEquals(DmaStatus.IN_PROGRESS, bench.channel.status(cookie).status());
        assertEquals(1, display.frames());
        move(4);
        assertSame(first, drawer.answer());
        assertEquals(DmaStatus.COMPLETE, bench.channel.status(cookie).status());
        assertEquals(2, display.frames());
    }

    @Test
    @Clause("IL-25")
    @DisplayName("pages flipped faster than the panel goes are shown in their order, one frame each")
    void shouldShowEveryPageOnce() throws InterruptedException {
        show(1);
        move(LINE);
        show(2);
        show(3);
        move(5 * FRAME - LINE);
        assertEquals(List.of(1, 2, 3, 3, 3), shown());
    }

    @Test
    void shouldRefuseToShowAPageTwice() throws InterruptedException {
        Surface page = display.draw();
        display.flip(page);
        assertThrows(IllegalStateException.class, () -> display.flip(page));
        show(2);
        move(2 * FRAME);
        assertSame(page, List.of(display.draw(), display.draw()).get(1), "free once");
    }

    @Test
    void shouldRefuseASinglePage() {
        SlaveConfig config = SlaveConfig.builder().destination(0x5000, BusWidth.BYTES_4, 8).build();
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new Display(bench.channel, config, WIDTH, HEIGHT, 1)).getMessage().startsWith("1 pages"));
    }

    @Test
    void shouldSayThatThePanelHasFailed() throws InterruptedException {
        show(1);
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            throw TransferFault.write(0, "the cable is out", null);
        });
        move(4);
        assertEquals("the panel has failed: WRITE_FAILED, the cable is out", assertThrows(IllegalStateException.class, display::draw).getMessage());
    }

    @Test
    void shouldStopInTheMiddleOfAFrame() throws InterruptedException {
        show(1);
        move(FRAME + LINE);
        bench.whileRunning(display::close);
        move(FRAME);
        assertEquals(FRAME + LINE, bench.driver.written().length);
    }
}
