package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.dmaengine.ChannelInfo;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.dmaengine.contract.Clause;
import org.dmaengine.spi.Controller;
import org.dmaengine.testing.Service;
import org.dmaengine.testing.WithProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/// The client bundle behind `dma:copy`, `dma:test` and `dma:demo`, run by Gogo on the board that ships.
@TheProduct
@WithProperty(name = "configurator.initial", value = "file:../cnf/board/default.json")
class CommandsIT {
    @TempDir
    private Path folder;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private CommandSession session;

    @BeforeEach
    void openSession(@Service CommandProcessor processor, @Service SlaveMap slaveMap) throws InterruptedException {
        slaveMap.requestChannel("shell", "copy", Duration.ofSeconds(5)).close(); // the board is up
        session = processor.createSession(new ByteArrayInputStream(new byte[0]), console, console);
        session.currentDir(folder);
    }

    @AfterEach
    void closeSession() {
        session.close();
    }

    @Test
    @DisplayName("TST-23, TST-56: every channel is tested, nothing fails")
    @Clause({"TST-56", "TST-23", "TST-59"})
    void shouldTestEveryChannel() throws Exception {
        session.execute("dma:test iterations=100 threads_per_chan=2");
        List<String> summaries = lines().filter(line -> line.contains(": summary ")).toList();
        assertEquals(8, summaries.size(), console::toString);
        assertTrue(summaries.stream().allMatch(line -> line.contains(" 100 tests, 0 failures ")), console::toString);
    }

    @Test
    @DisplayName("TST-55: one bit that a driver gets wrong is found, and the command fails")
    @Clause({"TST-55"})
    void shouldFindAWrongBit(BundleContext context) {
        try (Controller _ = Controller.register(context, "corrupting", Map.of(), List.of(new CorruptingChannel()))) {
            Exception failure = assertThrows(Exception.class, () -> session.execute("dma:test device=corrupting iterations=20"));
            assertEquals("1 of 20 tests failed, on 1 of 1 channels", failure.getMessage());
            assertEquals(1, lines().filter(line -> line.contains("result #10: 'data error'") && line.endsWith("(1)")).count(),
                    console::toString);
        }
    }

    @Test
    @Clause("TST-66")
    @DisplayName("TST-66: the bundle stops in the middle of an endless test: the command ends, every channel is free, no thread stays")
    void shouldEndAnEndlessTestWithItsBundle(BundleContext context, @Service DmaEngine engine) throws Exception {
        Bundle tools = Stream.of(context.getBundles()).filter(each -> each.getSymbolicName().equals("org.dmaengine.dma-tools")).findFirst()
                .orElseThrow();
        FutureTask<Object> endless = new FutureTask<>(() -> session.execute("dma:test iterations=0"));
        Thread command = Thread.ofPlatform().start(endless);
        Peripherals.until(() -> lines().filter(line -> line.contains("Started ")).count() == 4, "every channel is under test");
        tools.stop();
        try {
            assertTrue(command.join(Duration.ofSeconds(5)), console::toString);
            assertEquals("stopped, since the bundle of the engine or the tools is", endless.exceptionNow().getMessage());
            assertEquals(0, lines().filter(line -> line.contains("error")).count(), console::toString);
            assertEquals(4, lines().filter(line -> line.contains(": summary ")).count(), console::toString);
            assertTrue(engine.channels().stream().allMatch(ChannelInfo::isFree), () -> engine.channels().toString());
            assertEquals(List.of(), Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.contains("-copy"))
                    .toList());
        } finally {
            tools.start();
        }
    }

    @Test
    void shouldCopyAFileFromAndToTheSessionsFolder() throws Exception {
        byte[] data = new byte[(70 << 20) + 3];
        new Random(1).nextBytes(data);
        Files.write(folder.resolve("from"), data);
        session.execute("dma:copy from to");
        assertEquals(-1, Files.mismatch(folder.resolve("from"), folder.resolve("to")));
        assertTrue(console.toString().startsWith("73400323 bytes, 18 transfers, "), console::toString);
    }

    @Test
    void shouldLeaveNoLitterWhenTheSourceIsMissing() throws Exception {
        Exception failure = assertThrows(Exception.class, () -> session.execute("dma:copy nowhere to"));
        assertEquals("source nowhere does not exist", failure.getMessage());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    @DisplayName("the tour ends without a failure within 20 s, has a line for each small client, and leaves no name on the board")
    void shouldShowTheWholeTour() throws Exception {
        long begin = System.nanoTime();
        assertDoesNotThrow(() -> session.execute("dma:demo"), console::toString);
        assertTrue(System.nanoTime() - begin < Duration.ofSeconds(20).toNanos(), "too long for a tour");
        assertTrue(lines().toList().getLast().contains(" parts in "), console::toString);
        for (String folder : List.of("firstclient", "channelgone", "whenpresent", "swaplistener", "fifoport", "metadata")) {
            assertEquals(1, lines().filter(line -> line.startsWith(folder + " ")).count(), console::toString);
        }
        String names = session.execute("dma:map").toString();
        assertTrue(Stream.of("demo", "bridge", "thermometer").noneMatch(names::contains), names);
    }

    @Test
    @DisplayName("dma:why shows the channels that an entry means, and only counts the others")
    void shouldExplainANameWithoutALineForEveryUnrelatedChannel(BundleContext context) throws Exception {
        try (Controller _ = Controller.register(context, "unrelated", Map.of(), List.of(new CorruptingChannel()))) {
            List<String> answer = session.execute("dma:why shell copy").toString().lines().toList();
            assertEquals(8, answer.size(), answer::toString);
            assertTrue(answer.subList(3, 7).stream().allMatch(line -> line.contains("yes: free")), answer::toString);
            assertTrue(answer.getLast().endsWith("not meant: 9 other channels"), answer::toString);
        }
    }

    private Stream<String> lines() {
        return console.toString().lines();
    }
}
