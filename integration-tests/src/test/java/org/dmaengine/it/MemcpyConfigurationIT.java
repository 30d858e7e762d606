package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveMap;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;

/// A controller whose configuration turns bad, and is mended.
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
    void shouldStayAwayWithABadConfigurationAndSayWhyUntilItIsMended(@Service LogReaderService log) throws Exception {
        board.entry("copy", Map.of());
        Configuration configuration = board.controller(1);
        slaveMap.requestChannel(board.device(), "copy", SOON).close();

        String reason = configuration.getPid() + ": dma.channels = 1000 (Integer) is refused; allowed is a whole number from 1 to 256";
        CountDownLatch explained = new CountDownLatch(1);
        LogListener listener = entry -> countDownIfExplained(entry, reason, explained);
        log.addLogListener(listener);
        setChannels(configuration, 1000);
        assertTrue(explained.await(5, TimeUnit.SECONDS), "nobody has logged the reason");
        log.removeLogListener(listener);
        assertThrows(DmaException.NotYetAvailable.class, () -> slaveMap.requestChannel(board.device(), "copy"));

        setChannels(configuration, 1);
        slaveMap.requestChannel(board.device(), "copy", SOON).close();
    }

    private static void setChannels(Configuration configuration, int number) throws IOException {
        Dictionary<String, Object> properties = configuration.getProperties();
        properties.put("dma.channels", number);
        configuration.update(properties);
    }

    private static void countDownIfExplained(LogEntry entry, String reason, CountDownLatch explained) {
        for (Throwable cause = entry.getException(); cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(reason)) {
                explained.countDown();
            }
        }
    }
}
