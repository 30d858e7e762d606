package org.dmaengine.tools.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.stubs.StubPort;
import org.dmaengine.tools.stubs.StubRegistry;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

class LinesTest {
    private final StubRegistry registry = new StubRegistry();
    private final StubPort source = StubPort.source();
    private final StubPort sink = StubPort.sink();

    private Lines register(int count) throws CommandFailure {
        return Lines.register(registry.context(), "fifo0", count, source, sink);
    }

    private ServiceRegistration<FifoPort> wire(int line) {
        return registry.register(StubPort.sink(), Map.of(FifoPort.REQUEST_LINE, line));
    }

    @Test
    void shouldTakeLinesFarFromThoseThatABoardWires() throws CommandFailure {
        wire(0);
        try (Lines lines = register(0)) {
            assertEquals(1000, lines.source());
            assertEquals(1001, lines.sink());
            assertEquals(List.of(0, 1000, 1001), registry.lines());
        }
        assertEquals(List.of(0), registry.lines());
    }

    @Test
    void shouldStepOverLinesThatHaveAPort() throws CommandFailure {
        wire(1000);
        wire(1002);
        try (Lines lines = register(0)) {
            assertEquals(1001, lines.source());
            assertEquals(1003, lines.sink());
        }
    }

    @Test
    void shouldTakeTheLastOnesOfAControllerThatHasFew() throws CommandFailure {
        wire(6);
        try (Lines lines = register(8)) {
            assertEquals(7, lines.source());
            assertEquals(5, lines.sink());
        }
    }

    @Test
    void shouldSayHowManyLinesAreTakenAndRegisterNothing() {
        wire(0);
        wire(2);
        String message = assertThrows(CommandFailure.class, () -> register(3)).getMessage();
        assertEquals("fifo0 has 3 request lines, and 2 have a port; a stream needs 2, so set its request.lines higher, or to 0 for any number", message);
        assertEquals(List.of(0, 2), registry.lines());
    }

    @Test
    void shouldWireBothPortsToItsControllerAlone() throws Exception {
        try (Lines _ = register(0)) {
            assertEquals(List.of(source, sink), registry.ports());
            for (ServiceReference<FifoPort> reference : registry.context().getServiceReferences(FifoPort.class, null)) {
                assertEquals("fifo0", reference.getProperty(FifoPort.CONTROLLER));
            }
        }
    }

    @Test
    void shouldSurviveThatTheFrameworkWasFaster() throws CommandFailure {
        Lines lines = register(0);
        lines.close();
        lines.close();
        assertEquals(List.of(), registry.lines());
    }

    @Test
    void shouldGiveStreamsThatBeginAtOnceLinesOfTheirOwn() throws Exception {
        for (int round = 0; round < 200; round++) {
            beginTogether(3);
        }
    }

    private void beginTogether(int streams) throws Exception {
        CyclicBarrier together = new CyclicBarrier(streams);
        List<FutureTask<Lines>> begun = IntStream.range(0, streams).mapToObj(_ -> new FutureTask<>(() -> {
            together.await();
            return register(0);
        })).toList();
        begun.forEach(task -> Thread.ofPlatform().start(task));
        List<Lines> registered = new ArrayList<>();
        for (FutureTask<Lines> task : begun) {
            registered.add(task.get());
        }
        Set<Integer> all = new HashSet<>();
        registered.forEach(lines -> all.addAll(List.of(lines.source(), lines.sink())));
        assertEquals(2 * streams, all.size());
        registered.forEach(Lines::close);
    }
}
