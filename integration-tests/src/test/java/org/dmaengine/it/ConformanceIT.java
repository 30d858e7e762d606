package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveMap;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.spi.Controller;
import org.dmaengine.tck.ControllerConformance;
import org.dmaengine.tck.Level;
import org.dmaengine.testing.Service;
import org.dmaengine.testing.WithProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// `dma:tck`, run by Gogo on the board that ships.
@TheProduct
@WithProperty(name = "configurator.initial", value = "file:../cnf/board/default.json")
class ConformanceIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final BundleContext context;
    @TempDir
    private Path folder;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private CommandSession session;
    @Service
    SlaveMap slaveMap;

    ConformanceIT(BundleContext context) {
        this.context = context;
    }

    @BeforeEach
    void openSession(@Service CommandProcessor processor) throws InterruptedException {
        slaveMap.requestChannel("shell", "copy", SOON).close(); // the board is up
        session = processor.createSession(new ByteArrayInputStream(new byte[0]), console, console);
        session.currentDir(folder);
    }

    @AfterEach
    void closeSession() {
        session.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dma0", "fifo0"})
    @DisplayName("the controllers that ship reach the highest level, and the report and the service say so")
    void shouldFindNothingWrong(String controller) throws Exception {
        session.execute("dma:tck " + controller + " report=out.xml");
        List<String> lines = console.toString().lines().toList();
        assertTrue(lines.getFirst().startsWith("CONTROLLER  CHANNEL  PASSED  FAILED  SKIPPED  NOT PROMISED  LEVEL"), console::toString);
        assertTrue(lines.stream().skip(1).allMatch(line -> line.startsWith(controller) && line.contains("  FULL: ")), console::toString);

        List<Element> suites = elements("testsuite");
        assertEquals(lines.size() - 1, suites.size());
        assertEquals(List.of(), suites.stream().filter(suite -> !suite.getAttribute("failures").equals("0")).toList());
        assertTrue(elements("testcase").size() > 100 * suites.size(), () -> elements("testcase").size() + " cases");

        ServiceReference<ControllerConformance> verdict = verdictOn(controller);
        assertEquals("FULL", verdict.getProperty(ControllerConformance.LEVEL));
        assertEquals(0, verdict.getProperty(ControllerConformance.FAILED));
        assertEquals(0, verdict.getProperty(ControllerConformance.SKIPPED));
        assertTrue((Integer) verdict.getProperty(ControllerConformance.PASSED) > 100 * suites.size());
        assertNull(context.getServiceReference(FifoPort.class)); // what the kit has played is gone
    }

    @Test
    @DisplayName("a channel in use is left alone, and goes on")
    void shouldLeaveOutWhatIsInUse() throws Exception {
        try (DmaChannel held = slaveMap.requestChannel("shell", "copy")) {
            session.execute("dma:tck dma0");
            assertEquals(1, console.toString().lines().filter(line -> line.contains("in use by shell:copy of ")).count(),
                    console::toString);
            assertEquals(3, console.toString().lines().filter(line -> line.contains("  FULL: ")).count(), console::toString);
            held.terminateSync();
        }
    }

    @Test
    @DisplayName("REQ-23: a driver with a defect is found, the command fails, and the verdict goes with the controller")
    void shouldFailOnABrokenDriver() throws Exception {
        try (Controller _ = Controller.register(context, "corrupting", Map.of(), List.of(new CorruptingChannel()))) {
            Exception failure = assertThrows(Exception.class, () -> session.execute("dma:tck corrupting report=out.xml"));
            assertTrue(failure.getMessage().endsWith(" failed, on 1 of 1 channels"), failure::getMessage);
            assertTrue(console.toString().contains("corrupting channel 0, life cycle: refuses a second host while it is open"),
                    console::toString);
            assertTrue(console.toString().contains("REQ-23"), console::toString);
            ServiceReference<ControllerConformance> verdict = verdictOn("corrupting");
            assertEquals(Level.NONE, context.getService(verdict).level());
            assertTrue(elements("failure").stream().anyMatch(each -> each.getAttribute("type").contains("REQ-23")));
        }
        assertNull(verdictOn("corrupting"));
    }

    @Test
    @DisplayName("a channel whose driver does not come back from the kit is kept from everybody")
    void shouldBreakOffWithADriverThatHangs() throws Exception {
        CountDownLatch until = new CountDownLatch(1);
        MoodyDriver hanging = new MoodyDriver().after(0, MoodyDriver.hanging(new CountDownLatch(1), until));
        try (Controller _ = Controller.register(context, "hanging", Map.of(), List.of(hanging))) {
            assertThrows(Exception.class, () -> session.execute("dma:tck hanging"));
            assertTrue(console.toString().contains("step has not returned within 2000 ms"), console::toString);
            String channels = session.execute("dma:list").toString();
            assertTrue(channels.contains("broken: a call of its driver has not returned to dma:tck"), channels);
            until.countDown();
        }
    }

    @Test
    void shouldNameTheControllersThereAre() {
        assertEquals("no controller is called 'dma9'; there are dma0, fifo0",
                assertThrows(Exception.class, () -> session.execute("dma:tck dma9")).getMessage());
    }

    private ServiceReference<ControllerConformance> verdictOn(String controller) throws Exception {
        return context.getServiceReferences(ControllerConformance.class, "(" + ControllerConformance.CONTROLLER + "=" + controller + ")")
                .stream()
                .findFirst().orElse(null);
    }

    private List<Element> elements(String name) {
        try {
            NodeList nodes = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(folder.resolve("out.xml").toFile())
                    .getElementsByTagName(name);
            return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
