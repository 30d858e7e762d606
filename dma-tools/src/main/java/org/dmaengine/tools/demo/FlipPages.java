package org.dmaengine.tools.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveConfig;
import org.dmaengine.examples.display.Blitter;
import org.dmaengine.examples.display.Display;
import org.dmaengine.examples.display.Surface;
import org.dmaengine.examples.display.device.Frame;
import org.dmaengine.examples.display.device.Panel;
import org.dmaengine.fifo.FifoSlaveConfig;

/// A small animation: sprites are blitted into a page while another is shown, then the pages change places.
final class FlipPages implements DemoPart {
    private static final int LINE = 9_002;
    private static final int WIDTH = 320;
    private static final int HEIGHT = 200;
    private static final int BALL = 48;
    private static final int PAGES = 24;
    private static final int SKY = 0x203050;

    @Override
    public String title() {
        return "A display: rectangles blitted by one channel, pages flipped by another, no frame torn";
    }

    @Override
    public List<Class<?>> examples() {
        return List.of(Display.class);
    }

    @Override
    public void show(Stage stage) throws Exception {
        BlockingQueue<Frame> screen = new LinkedBlockingQueue<>();
        Panel panel = new Panel(WIDTH, HEIGHT, screen::add);
        List<Frame> shown = new ArrayList<>();
        try (Wiring _ = new Wiring(panel, LINE);
             DmaChannel copies = stage.engine().requestAny(Capability.INTERLEAVE, Capability.MEMCPY);
             DmaChannel toPanel = stage.engine().requestAny(Capability.SLAVE, Capability.REPEAT, Capability.LOAD_EOT);
             Surface background = Surface.allocate(copies.mapper(), WIDTH, HEIGHT);
             Surface ball = Surface.allocate(copies.mapper(), BALL, BALL);
             Display display = new Display(toPanel, config(), WIDTH, HEIGHT, 2)) {
            paint(background, ball);
            Blitter blitter = new Blitter(copies);
            for (int page = 0; page < PAGES; page++) {
                Surface next = display.draw();
                draw(next, blitter, copies, background, ball, page);
                panel.scan(HEIGHT * page / PAGES); // wherever the beam is
                display.flip(next);
                panel.scan(HEIGHT - HEIGHT * page / PAGES);
                shown.add(next(screen));
            }
            panel.scan(HEIGHT);
            shown.add(next(screen));
            Path file = Path.of(System.getProperty("java.io.tmpdir"), "dmaengine-frame.png");
            shown.getLast().writePng(file);
            long torn = shown.stream().filter(FlipPages::isTorn).count();
            stage.fact("flipped", "%d pages, %d frames of %d x %d shown, %d torn, %d bytes lost by the panel", PAGES, shown.size(), WIDTH, HEIGHT,
                    torn, panel.losses());
            stage.fact("look at", "%s (%,d bytes)", file, Files.size(file));
            Proof.same(0L, torn);
        }
    }

    private static Frame next(BlockingQueue<Frame> screen) throws InterruptedException {
        Frame frame = screen.poll(5, TimeUnit.SECONDS);
        if (frame == null) {
            throw new IllegalStateException("the panel has shown no frame within 5 s");
        }
        return frame;
    }

    private static FifoSlaveConfig config() {
        return FifoSlaveConfig.of(SlaveConfig.builder().destination(0, BusWidth.BYTES_4, 64).build()).withRequestLine(LINE);
    }

    /// A sky that grows lighter downwards, and a ball with its own piece of it around.
    private static void paint(Surface background, Surface ball) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                background.set(x, y, SKY + 0x010101 * (y / 4));
            }
        }
        int radius = BALL / 2;
        for (int y = 0; y < BALL; y++) {
            for (int x = 0; x < BALL; x++) {
                int distance = (x - radius) * (x - radius) + (y - radius) * (y - radius);
                ball.set(x, y, distance < radius * radius ? 0xff4010 + 0x000400 * ((BALL - y) / 2) : SKY);
            }
        }
    }

    /// The sky, three balls at their places, and the page's number as the colour of its left and its right edge.
    private static void draw(Surface page, Blitter blitter, DmaChannel copies, Surface background, Surface ball, int number) throws InterruptedException {
        try (Surface target = page.mappedFor(copies.mapper())) {
            blitter.blit(background, background.area(), target, 0, 0);
            for (int i = 0; i < 3; i++) {
                double way = (number + 8 * i) / (double) PAGES;
                int x = (int) (way * (WIDTH + BALL)) - BALL;
                int y = (int) ((HEIGHT - BALL) * Math.abs(Math.cos(way * 3 * Math.PI)));
                blitter.blit(ball, ball.area(), target, x % WIDTH, HEIGHT - BALL - y);
            }
            blitter.finish();
        }
        for (int y = 0; y < HEIGHT; y++) {
            page.set(0, y, number);
            page.set(WIDTH - 1, y, number);
        }
    }

    private static boolean isTorn(Frame frame) {
        int number = frame.pixels()[0];
        for (int y = 0; y < HEIGHT; y++) {
            if (frame.pixels()[y * WIDTH] != number || frame.pixels()[(y + 1) * WIDTH - 1] != number) {
                return true;
            }
        }
        return false;
    }
}
