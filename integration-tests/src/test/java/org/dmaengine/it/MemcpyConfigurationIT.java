package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveMap;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/// A controller whose configuration changes, for better or worse.
@TheProduct
class MemcpyConfigurationIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Service
    SlaveMap slaveMap;
    private Board board;

    @BeforeEach
    void begin(@Service ConfigurationAdmin admin, @Service SlaveMapSource source) {
        board = new Board(admin, source);
    }

    @AfterEach
    void takeTheBoardAway() throws IOException {
        board.close();
    }

    @Test
    @DisplayName("a change that is refused leaves the controller as it was, and the log says why; the next good one is taken")
    void shouldStayAsItWasWhenAChangeIsRefused(@Service LogReaderService log) throws Exception {
        board.entry("copy", Map.of());
        Configuration configuration = board.controller(1);
        try (DmaChannel held = slaveMap.requestChannel(board.device(), "copy", SOON)) {
            String reason = "Controller " + board.controllerName() + " stays as it was: configuration " + configuration.getPid()
                    + ": dma.channels = 1000 (Integer) is refused; allowed is a whole number from 1 to 256";
            CountDownLatch explained = new CountDownLatch(1);
            LogListener listener = entry -> countDownIfExplained(entry, reason, explained);
            log.addLogListener(listener);
            change(configuration, "dma.channels", 1000);
            assertTrue(explained.await(5, TimeUnit.SECONDS), "nobody has logged the reason");
            log.removeLogListener(listener);
            held.issuePending();
            assertThrows(DmaException.ChannelBusy.class, () -> slaveMap.requestChannel(board.device(), "copy"));

            change(configuration, "dma.channels", 2);
            slaveMap.requestChannel(board.device(), "copy", SOON).close();
        }
    }

    @Test
    @DisplayName("a lease notices nothing of a change that is not about its channel, and lives through one that is")
    void shouldKeepItsLeaseOverChanges(@Service DmaEngine engine) throws Exception {
        board.entry("copy", Map.of());
        Configuration configuration = board.controller(1);
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        try (DmaChannel channel = slaveMap.requestChannel(board.device(), "copy", SOON)) {
            String former = channel.name();
            channel.onSwap(event -> events.add(event.kind() + " " + event.channel()));
            change(configuration, "rack", "b4");
            change(configuration, "max.length", 4096);
            assertEquals("DETACHED " + former, events.poll(5, TimeUnit.SECONDS));
            String rebound = events.poll(5, TimeUnit.SECONDS);
            assertEquals("REBOUND " + channel.name(), rebound);
            assertNotEquals(former, channel.name());
            assertEquals(4096, channel.capabilities().maxTransferLength(), "of the second change: there has been no event for the first");
            assertEquals("b4", engine.channels().stream().filter(info -> info.name().equals(channel.name())).findFirst().orElseThrow()
                    .properties().get("rack"));
            change(configuration, "rack", "b5");
            change(configuration, "max.length", 8192);
            assertEquals("DETACHED", events.poll(5, TimeUnit.SECONDS).split(" ")[0]);
            assertEquals("REBOUND", events.poll(5, TimeUnit.SECONDS).split(" ")[0]);
            assertEquals(8192, channel.capabilities().maxTransferLength());
        }
    }

    private static void change(Configuration configuration, String property, Object value) throws IOException {
        Dictionary<String, Object> properties = configuration.getProperties();
        properties.put(property, value);
        configuration.update(properties);
    }

    private static void countDownIfExplained(LogEntry entry, String reason, CountDownLatch explained) {
        if (entry.getMessage().contains(reason)) {
            explained.countDown();
        }
    }
}
