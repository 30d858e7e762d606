package org.dmaengine.slavemap.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.contract.Clause;
import org.dmaengine.slavemap.acpi.stubs.Tables;
import org.dmaengine.slavemap.files.stubs.RecordingLogger;
import org.dmaengine.spi.SlaveMapSource.Answer;
import org.dmaengine.spi.SlaveMapSource.Origin;
import org.dmaengine.spi.SlaveMapSource.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcpiComponentTest {
    private static final String UART = "\\_SB_.UA00";

    @TempDir
    private Path folder;
    private final RecordingLogger log = new RecordingLogger();
    private AcpiComponent source;

    @BeforeEach
    void writeTheTables() throws Exception {
        Tables.write(folder, "dsdt", "csrt");
    }

    @AfterEach
    void end() {
        if (source != null) {
            source.deactivate();
        }
    }

    @Test
    @Clause("REQ-02")
    void shouldBeAskedBetweenDeviceTreeAndBoardFile() {
        begin(0);
        assertEquals(Origin.ACPI, source.origin());
        assertEquals(List.of(Origin.DEVICE_TREE, Origin.ACPI, Origin.BOARD_FILE), List.of(Origin.values()));
    }

    @Test
    void shouldKnowTheTablesFromTheBeginningAndLogWhatCannotBeRead() {
        begin(0);
        assertInstanceOf(Answer.Found.class, source.lookup(UART, "tx"));
        assertEquals(6, source.entries().size());
        assertEquals(6, log.lines().size(), log.lines()::toString);
        assertTrue(log.lines().contains("warn [{}, " + folder
                + " \\_SB_.RUNS: _CRS is a method, which would need an AML interpreter; its resources are unknown]"),
                log.lines()::toString);
    }

    @Test
    void shouldTakeInAChangeOfTheFilesAndTellOnceItIsToBeSeen() throws Exception {
        begin(1);
        CountDownLatch told = new CountDownLatch(1);
        List<Integer> seen = new CopyOnWriteArrayList<>();
        try (Subscription _ = source.onChange(() -> {
            seen.add(source.entries().size());
            if (source.entries().size() == 7) {
                told.countDown();
            }
        })) {
            Tables.write(folder, "csrt"); // says nothing new
            Path next = Files.write(folder.resolve("next"), Tables.compiled("ssdt1"));
            Files.move(next, folder.resolve("ssdt1.aml"));
            assertTrue(told.await(10, TimeUnit.SECONDS));
        }
        assertEquals(7, seen.getLast());
    }

    @Test
    void shouldTellOnlyWhatChangesAnAnswer() {
        begin(0);
        AtomicInteger told = new AtomicInteger();
        source.onChange(told::incrementAndGet);
        source.modified(config(0, folder));
        assertEquals(0, told.get());
        source.modified(config(0, folder.resolve("nowhere")));
        assertEquals(1, told.get());
        assertEquals(new Answer.None("there are no ACPI tables"), source.lookup(UART, "tx"));
        assertEquals("warn [{}, " + folder.resolve("nowhere") + ": there is no such file or folder]", log.lines().getLast());
    }

    @Test
    void shouldWaitForNoLookThatHangs() throws Exception {
        begin(1);
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        log.then(() -> {
            hanging.countDown();
            awaited(end);
        });
        Files.writeString(folder.resolve("dsdt.aml"), "half");
        assertTrue(hanging.await(10, TimeUnit.SECONDS), "the look at the broken file hangs in its warning");
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> {
            source.modified(config(1, folder));
            source.deactivate();
            done.countDown();
        });
        try {
            assertTrue(done.await(5, TimeUnit.SECONDS), "the look holds the others up");
            assertEquals(6, source.entries().size(), "of the tables that were read before");
        } finally {
            end.countDown();
        }
    }

    @Test
    void shouldLeaveNothingBehindWhenItCannotStart() throws Exception {
        log.then(() -> {
            throw new AssertionError("on purpose");
        });
        assertThrows(AssertionError.class, () -> begin(60_000));
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("dma-acpi")) {
                assertTrue(thread.join(Duration.ofSeconds(10)), "the source that did not start still polls");
            }
        }
    }

    @Test
    void shouldKeepTheTablesThatThereAreWhenAConfigurationIsRefused() {
        begin(0);
        assertThrows(IllegalArgumentException.class, () -> source.modified(Map.of("poll.interval", 0)));
        assertInstanceOf(Answer.Found.class, source.lookup(UART, "tx"));
    }

    @Test
    void shouldCheckItsConfiguration() {
        begin(0);
        assertEquals(new TableSettings(folder, 1000), TableSettings.of(Map.of("path", folder.toString())));
        assertEquals(new TableSettings(folder, 5), TableSettings.of(Map.of("path", folder.toString(), "poll.interval", "5")));
        refused(Map.of("path", ""), "a folder with DSDT, SSDTs and CSRT, such as /sys/firmware/acpi/tables");
        refused(Map.of("path", 7), "a folder with DSDT, SSDTs and CSRT, such as /sys/firmware/acpi/tables");
        refused(Map.of("path", "a\0b"), "the name of a file or folder: ");
        refused(Map.of("poll.interval", -1), "from 0 to 2147483647");
    }

    private static void refused(Map<String, Object> changed, String allowed) {
        Map<String, Object> properties = new HashMap<>(Map.of("service.pid", AcpiConfig.PID, "path", "/a"));
        properties.putAll(changed);
        String message = assertThrows(IllegalArgumentException.class, () -> TableSettings.of(properties)).getMessage();
        String property = changed.keySet().iterator().next();
        assertTrue(message.contains(AcpiConfig.PID) && message.contains(property) && message.contains(allowed), message);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void begin(long pollInterval) {
        source = new AcpiComponent(config(pollInterval, folder), log.logger());
    }

    private static Map<String, Object> config(long pollInterval, Path path) {
        return Map.of("path", path.toString(), "poll.interval", pollInterval);
    }
}
