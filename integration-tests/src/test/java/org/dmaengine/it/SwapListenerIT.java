package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.dmaengine.examples.swaplistener.WatermarkSender;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// The example that listens when its controller is replaced.
@TheProduct
class SwapListenerIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int LINE = 3;
    private static final int WATERMARK = 32;
    private static final int WORDS = 256;

    @Service
    SlaveMap slaveMap;
    @Service
    DmaEngine engine;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private Board board;

    @BeforeEach
    void beginWithoutABoard(@Service ConfigurationAdmin admin, @Service SlaveMapSource source) {
        board = new Board(admin, source);
    }

    @AfterEach
    void takeTheBoardAway() throws Exception {
        board.close();
    }

    @Test
    @DisplayName("the next controller takes no such watermark: the example hears it, does without, and sends on")
    void shouldConfigureAnewWhereTheNextControllerRefuses(BundleContext context) throws Exception {
        board.entry("tx", Map.of("request.line", LINE, "swap.timeout", 60_000));
        Configuration controller = board.peripherals(Map.of("dma.channels", 2));
        CountingPort port = CountingPort.ofWords(Direction.MEM_TO_DEV).wire(context, board, LINE);
        try (DmaChannel channel = slaveMap.requestChannel(board.device(), "tx", SOON);
             Mapping words = channel.mapper().allocate(WORDS * Words.BYTES)) {
            WatermarkSender example = new WatermarkSender(channel, Words.CONFIG, WATERMARK, told::add);
            send(example, channel, words, port, 0);
            board.delete(controller);
            assertTrue(next().startsWith(channel.name() + ": controller " + board.controllerName() + " has left; cookie 0 NONE"));
            Configuration modest = board.peripherals(Map.of("dma.channels", 2, "max.burst", WATERMARK / 2));
            String refused = next();
            assertTrue(refused.contains(" goes on; the configuration in force was refused") && refused.contains("watermark"), refused);
            send(example, channel, words, port, WORDS);
            new ReplacedController(context, engine, board, ReplacedController.FIFO, modest).changeHard();
            next();
            assertTrue(next().endsWith(" goes on"), "nothing is refused any more");
            send(example, channel, words, port, 2 * WORDS);
            assertEquals(List.of(), port.complaints());
        } finally {
            port.unwire();
        }
    }

    private static void send(WatermarkSender example, DmaChannel channel, Mapping words, CountingPort port, int first) throws InterruptedException {
        Words.write(words.segment(), first);
        port.ready(words.length());
        assertTrue(channel.await(example.send(words), SOON).isOk());
    }

    private String next() throws InterruptedException {
        return told.poll(SOON.toSeconds(), TimeUnit.SECONDS);
    }
}
