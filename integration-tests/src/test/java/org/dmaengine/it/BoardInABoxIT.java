package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.dmaengine.DmaEngine;
import org.dmaengine.contract.Clause;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.spi.RequestRouter;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.spi.SpecifierTranslator;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// `dma:board`, run by Gogo on a small board of its own. Nothing is left of it afterwards.
@TheProduct
class BoardInABoxIT {
    private static final Path COTTAGE = Path.of("../dma-tools/src/test/resources/boards/cottage.dtb").toAbsolutePath();
    private static final String TREE = "org.dmaengine.slavemap.devicetree";

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private CommandSession session;
    private BundleContext context;
    @Service
    ConfigurationAdmin admin;
    @Service
    DmaEngine engine;

    @BeforeEach
    void openSession(BundleContext own, @Service CommandProcessor processor) {
        context = own;
        session = processor.createSession(new ByteArrayInputStream(new byte[0]), console, console);
        session.currentDir(COTTAGE.getParent());
    }

    @AfterEach
    void expectNothingLeft() throws Exception {
        session.close();
        expectNothingOfTheBoard();
    }

    private void expectNothingOfTheBoard() throws Exception {
        assertEquals(List.of(), configurations());
        assertEquals(List.of(), engine.channels());
        for (Class<?> type : List.of(SpecifierTranslator.class, RequestRouter.class, FifoPort.class)) {
            assertEquals(List.of(), List.copyOf(context.getServiceReferences(type, null)), type::getName);
        }
        assertEquals(List.of(), context.getServiceReferences(SlaveMapSource.class, "(service.pid=" + TREE + ")").stream().toList());
    }

    private List<String> configurations() throws Exception {
        Configuration[] all = admin.listConfigurations(null);
        return all == null ? List.of() : Stream.of(all).map(Configuration::getPid).toList();
    }

    @Test
    @DisplayName("every name defers without its controller and is granted with it, routers are followed, and a serial port sends to itself")
    @Clause({"DT-10", "DT-18", "REQ-03"})
    void shouldServeEveryNameOfABoard() throws Exception {
        session.execute("dma:board cottage.dtb bytes=100000");
        List<String> lines = console.toString().lines().toList();
        assertEquals(List.of("board        Cottage",
                "controllers  4 with 24 channels, 1 router",
                "entries      10 in force of 13 with a name; 9 names",
                "without      9 of 9 names deferred",
                "with         9 of 9 names granted, 1 of them through a router"), lines.subList(0, 5));
        assertTrue(lines.get(5).startsWith("client       /soc/serial@b000, 100000 bytes from line 0 to line 7 in "), lines::toString);
        assertTrue(lines.get(5).endsWith(", the same came back"), lines::toString);
    }

    @Test
    void shouldLetAClientOfChoiceTalkByNamesOfChoice() throws Exception {
        session.execute("dma:board cottage.dtb client=/soc/sound@c000 names=capture,playback bytes=1");
        assertTrue(console.toString().contains("client       /soc/sound@c000, 1 bytes from line 19 to line 20 in "), console::toString);
    }

    @Test
    @DisplayName("channels that the tree names by number")
    void shouldTalkOnNumberedChannels() throws Exception {
        session.execute("dma:board cottage.dtb client=/soc/spi@a000");
        assertTrue(console.toString().contains("client       /soc/spi@a000, 65536 bytes from line 2 to line 1 in "), console::toString);
    }

    @Test
    @DisplayName("one number for both directions, the last that the controller has")
    void shouldTalkOnTheLineBesideWhereBothNamesMeanOne() throws Exception {
        session.execute("dma:board cottage.dtb client=/soc/codec@c800");
        assertTrue(console.toString().contains("client       /soc/codec@c800, 65536 bytes from line 30 to line 31 in "), console::toString);
    }

    @Test
    void shouldCountNodesOutOfUseIfAskedTo() throws Exception {
        session.execute("dma:board cottage.dtb ignore.status=true");
        assertTrue(console.toString().contains("entries      13 in force of 13 with a name; 12 names"), console::toString);
        assertTrue(console.toString().contains("with         12 of 12 names granted"), console::toString);
    }

    @Test
    void shouldLeaveATreeAloneThatIsInForce() throws Exception {
        Configuration theirs = admin.getConfiguration(TREE, "?");
        theirs.update(new Hashtable<>(Map.of("path", "/somewhere.dtb", "poll.interval", 0L)));
        try {
            Exception refused = assertThrows(Exception.class, () -> session.execute("dma:board cottage.dtb"));
            assertTrue(refused.getMessage().startsWith(TREE + " is configured already, with path = /somewhere.dtb; delete"),
                    refused::getMessage);
            assertEquals("/somewhere.dtb", theirs.getProperties().get("path"));
        } finally {
            CountDownLatch gone = new CountDownLatch(1);
            ServiceListener listener = event -> {
                if (event.getType() == ServiceEvent.UNREGISTERING) {
                    gone.countDown();
                }
            };
            context.addServiceListener(listener, "(service.pid=" + TREE + ")");
            boolean there = !context.getServiceReferences(SlaveMapSource.class, "(service.pid=" + TREE + ")").isEmpty();
            theirs.delete();
            assertTrue(!there || gone.await(10, TimeUnit.SECONDS));
            context.removeServiceListener(listener);
        }
    }

    @Test
    @DisplayName("a name that is served already does not defer, and the command says so")
    void shouldFailWhereANameDoesNotDefer() throws Exception {
        Configuration theirs = admin.getFactoryConfiguration("org.dmaengine.controller.memcpy", "theirs", "?");
        theirs.update(new Hashtable<>(Map.of("dma.controller", "theirs", "dma.channels", 4,
                "devicetree.path", "/soc/dma-controller@2000")));
        awaitChannels(4);
        try {
            Exception failure = assertThrows(Exception.class,
                    () -> session.execute("dma:board cottage.dtb client=/soc/sound@c000 names=capture,playback"));
            assertEquals("3 of 9 names do not defer without their controllers", failure.getMessage());
        } finally {
            theirs.delete();
            awaitChannels(0);
        }
    }

    @Test
    @DisplayName("Ctrl-C in the middle takes the board away before the command ends")
    void shouldTakeTheBoardAwayWhenInterrupted() throws Exception {
        FutureTask<Object> command = inTheMiddle();
        // As the console does it: Gogo runs each command on a thread that is named like this.
        Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("pipe-")).forEach(Thread::interrupt);
        ExecutionException end = assertThrows(ExecutionException.class, () -> command.get(10, TimeUnit.SECONDS));
        assertEquals("interrupted; the board is taken away", end.getCause().getMessage());
    }

    @Test
    @DisplayName("the board is gone when the bundle of the tools has been stopped")
    void shouldTakeTheBoardAwayBeforeTheToolsAreStopped() throws Exception {
        Bundle tools = Stream.of(context.getBundles()).filter(bundle -> bundle.getSymbolicName().equals("org.dmaengine.dma-tools")).findFirst()
                .orElseThrow();
        FutureTask<Object> command = inTheMiddle();
        tools.stop();
        try {
            expectNothingOfTheBoard();
            ExecutionException end = assertThrows(ExecutionException.class, () -> command.get(10, TimeUnit.SECONDS));
            assertEquals("stopped; the board is taken away", end.getCause().getMessage());
        } finally {
            tools.start();
        }
    }

    /// The command, when its routers are there.
    private FutureTask<Object> inTheMiddle() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.REGISTERED) {
                started.countDown();
            }
        };
        context.addServiceListener(listener, "(objectClass=" + RequestRouter.class.getName() + ")");
        FutureTask<Object> command = new FutureTask<>(() -> session.execute("dma:board cottage.dtb bytes=16777216"));
        Thread.ofPlatform().start(command);
        assertTrue(started.await(10, TimeUnit.SECONDS));
        context.removeServiceListener(listener);
        return command;
    }

    private void awaitChannels(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (engine.channels().size() != count) {
            assertTrue(System.nanoTime() < deadline, () -> Arrays.toString(engine.channels().toArray()));
            Thread.onSpinWait();
        }
    }
}
