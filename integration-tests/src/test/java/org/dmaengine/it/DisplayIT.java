package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.contract.Clause;
import org.dmaengine.examples.display.Area;
import org.dmaengine.examples.display.Blitter;
import org.dmaengine.examples.display.Display;
import org.dmaengine.examples.display.Surface;
import org.dmaengine.examples.display.device.Frame;
import org.dmaengine.examples.display.device.Panel;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.testing.Service;
import org.dmaengine.testing.WithProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/// Pages on a panel whose beam is in the test's hand; a page has one colour. The worked cases of repeated transfers (contract 4.2).
@TheProduct
@WithProperty(name = "configurator.initial", value = "file:../cnf/board/default.json")
class DisplayIT {
    private static final int LINE = 7;
    private static final int WIDTH = 64;
    private static final int HEIGHT = 40;
    private static final FifoSlaveConfig CONFIG = Peripherals.onLine(LINE, SlaveConfig.builder().destination(0, BusWidth.BYTES_4, 16).build());

    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final Panel panel = new Panel(WIDTH, HEIGHT, frames::add);
    private Peripherals peripherals;
    private DmaChannel channel;
    private Display display;

    @BeforeEach
    void attach(BundleContext context, @Service ConfigurationAdmin admin, @Service DmaEngine engine) throws IOException, InterruptedException {
        peripherals = new Peripherals(context, admin, engine);
        peripherals.wire(panel, LINE);
        channel = peripherals.channel(Capability.SLAVE, Capability.INTERLEAVE, Capability.REPEAT, Capability.LOAD_EOT);
        display = new Display(channel, CONFIG, WIDTH, HEIGHT, 3);
    }

    @AfterEach
    void detach() throws IOException {
        display.close();
        peripherals.close();
    }

    private long show(int colour) throws InterruptedException {
        Surface page = display.draw();
        page.fill(colour);
        return display.flip(page);
    }

    /// The beam passes so many lines, and the panel gets them.
    private void scan(int lines) {
        panel.scan(lines);
        awaitTrue(() -> panel.level(4) == 0, "the panel has its lines");
    }

    /// The colour of the next frame; fails if it has two.
    private int nextFrame() throws InterruptedException {
        Frame frame = frames.poll(10, TimeUnit.SECONDS);
        int colour = frame.pixels()[0];
        assertTrue(frame.isAll(colour), "frame " + frame.number() + " is torn");
        return colour;
    }

    private static void awaitTrue(BooleanSupplier condition, String what) {
        Peripherals.until(condition, what);
    }

    @Test
    @Clause({"IL-20", "IL-21", "IL-24"})
    @DisplayName("IL-20, IL-21, IL-24 a page is shown until the next; every frame is all of one page, wherever the beam is at the flip")
    void shouldNeverTear() throws InterruptedException {
        show(1);
        for (int colour = 2; colour < HEIGHT; colour++) {
            scan(colour); // into a frame of the page before
            show(colour);
            scan(HEIGHT - colour);
            assertEquals(colour - 1, nextFrame());
            scan(HEIGHT);
            assertEquals(colour, nextFrame(), "from the next frame on");
        }
    }

    @Test
    @Clause({"IL-21", "IL-27", "IL-29"})
    @DisplayName("IL-21, IL-29 the page before completes when its successor takes over, at the end of the frame and not sooner")
    void shouldCompleteWhenItsSuccessorTakesOver() throws InterruptedException {
        long first = show(1);
        scan(HEIGHT);
        scan(3);
        long second = show(2);
        scan(HEIGHT - 4);
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(first).status());
        scan(1);
        awaitTrue(() -> channel.status(first).status() == DmaStatus.COMPLETE, "the first page is replaced");
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(second).status());
        awaitTrue(() -> display.frames() == 2, "both frames are told");
    }

    @Test
    @Clause("IL-25")
    @DisplayName("IL-25 pages flipped faster than the panel goes are shown in their order, one frame each")
    void shouldSkipNoPage() throws InterruptedException {
        show(1);
        scan(1);
        show(2);
        show(3);
        scan(HEIGHT - 1);
        for (int frame = 0; frame < 3; frame++) {
            scan(HEIGHT);
        }
        for (int colour : new int[] {1, 2, 3, 3}) {
            assertEquals(colour, nextFrame());
        }
    }

    @Test
    @Clause({"IL-22", "DIFF-12"})
    @DisplayName("IL-22 a page without LOAD_EOT waits behind the one that is shown, for ever and visibly, until the terminate")
    void shouldNotReplaceWithoutLoadEot() throws InterruptedException {
        show(1);
        long waiting = submit(2, TransferFlag.REPEAT);
        scan(HEIGHT);
        scan(HEIGHT);
        assertEquals(1, nextFrame());
        assertEquals(1, nextFrame());
        assertTrue(channel.status(waiting).detail().contains("LOAD_EOT"), channel.status(waiting).detail());
        channel.terminateSync();
        assertEquals(DmaStatus.ABORTED, channel.status(waiting).status());
    }

    @Test
    @Clause({"IL-23", "IL-24"})
    @DisplayName("IL-23, IL-24 a page that is not repeated is shown once, and the next follows, with LOAD_EOT or without")
    void shouldShowOnceWhatIsNotRepeated() throws InterruptedException {
        show(1);
        scan(2);
        long once = submit(2, TransferFlag.LOAD_EOT);
        long behind = submit(3, TransferFlag.LOAD_EOT);
        scan(HEIGHT - 2);
        scan(HEIGHT);
        awaitTrue(() -> channel.status(once).status() == DmaStatus.COMPLETE, "it has been shown once");
        scan(HEIGHT);
        awaitTrue(() -> channel.status(behind).status() == DmaStatus.COMPLETE, "so has the one behind it");
        panel.scan(HEIGHT);
        for (int colour : new int[] {1, 2, 3}) {
            assertEquals(colour, nextFrame());
        }
        assertEquals(WIDTH * HEIGHT, panel.level(4), "nothing is left to show");
    }

    private long submit(int colour, TransferFlag... flags) throws InterruptedException {
        Surface page = display.draw();
        page.fill(colour);
        long cookie = channel.prepareInterleaved(InterleavedTemplate.toDevice(page.memory(), 0)
                .frames(HEIGHT, new DataChunk(page.stride(), 0)).build(), flags).submit();
        channel.issuePending();
        return cookie;
    }

    @Test
    @DisplayName("sprites from a memory-to-memory controller, pages to a panel of another, and a picture of it")
    void shouldShowSprites(@Service DmaEngine engine, @TempDir Path folder) throws Exception {
        try (DmaChannel copies = engine.requestAny(Capability.INTERLEAVE, Capability.MEMCPY);
             Surface sprite = Surface.allocate(copies.mapper(), 8, 8)) {
            sprite.fill(0xff8000);
            Blitter blitter = new Blitter(copies);
            Surface page = display.draw();
            page.fill(0x000040);
            try (Surface target = page.mappedFor(copies.mapper())) {
                blitter.blit(sprite, new Area(0, 0, 8, 8), target, 10, 20);
                blitter.blit(sprite, new Area(0, 0, 8, 8), target, WIDTH - 3, -2);
                blitter.finish();
            }
            display.flip(page);
            scan(HEIGHT);
            Path file = folder.resolve("frame.png");
            frames.poll(10, TimeUnit.SECONDS).writePng(file);
            BufferedImage image = ImageIO.read(file.toFile());
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    boolean isSprite = x >= 10 && x < 18 && y >= 20 && y < 28 || x >= WIDTH - 3 && y < 6;
                    assertEquals(isSprite ? 0xffff8000 : 0xff000040, image.getRGB(x, y), x + ", " + y);
                }
            }
            assertFalse(copies.name().equals(channel.name()));
        }
    }
}
