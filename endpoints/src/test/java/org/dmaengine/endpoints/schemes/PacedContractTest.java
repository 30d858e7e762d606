package org.dmaengine.endpoints.schemes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.Endpoints;
import org.dmaengine.endpoints.Loopback;
import org.dmaengine.endpoints.PaceClock;
import org.dmaengine.endpoints.PortContract;
import org.dmaengine.endpoints.stubs.CountedService;
import org.dmaengine.endpoints.stubs.Engine;
import org.dmaengine.endpoints.stubs.ManualClock;
import org.junit.jupiter.api.Test;

/// A file at 100 MB a second.
class PacedContractTest extends PortContract {
    private static final long MILLI = 1_000_000;

    private final FileScheme scheme = new FileScheme();
    private final ManualClock clock = new ManualClock();

    @Override
    protected EndpointPort source(byte[] content) throws Exception {
        return paced(scheme.open(Files.write(folder.resolve("in"), content).toString(), Direction.DEV_TO_MEM));
    }

    @Override
    protected EndpointPort sink() throws Exception {
        return paced(scheme.open(folder.resolve("out").toString(), Direction.MEM_TO_DEV));
    }

    private static EndpointPort paced(EndpointPort port) {
        return new PacedEndpoint(port, 100_000_000, PaceClock.system());
    }

    @Override
    protected byte[] received() throws Exception {
        return Files.readAllBytes(folder.resolve("out"));
    }

    @Test
    void shouldMoveNoFasterThanItsRate() throws IOException {
        EndpointPort port = new PacedEndpoint(new NullPort(Direction.MEM_TO_DEV), 50_000, clock);
        Engine engine = new Engine(port, 1000);
        MemorySegment memory = MemorySegment.ofArray(new byte[100_000]);
        assertEquals(0, port.level(4));
        for (int i = 1; i <= 100; i++) { // a second, a raise each 10 ms
            clock.pass(10 * MILLI);
            assertEquals(1, engine.raises());
            engine.awaitRaise();
            int level = port.level(4);
            assertEquals(125, level);
            assertEquals(125, port.burst(0, memory, 0, level, 4));
            assertEquals(0, port.level(4));
        }
        assertEquals(50_000, port.moved());
        assertEquals("paced:50000:null:", port.endpoint());
    }

    @Test
    void shouldKeepATenthOfASecondOfAPause() throws IOException {
        EndpointPort port = new PacedEndpoint(new NullPort(Direction.DEV_TO_MEM), 50_000, clock);
        port.level(1);
        clock.pass(10_000 * MILLI);
        assertEquals(5000, port.level(1));
        assertEquals(5000, port.burst(0, MemorySegment.ofArray(new byte[5000]), 0, 5000, 1));
        assertEquals(0, port.level(1));
        assertFalse(port.lastWords());
        clock.pass(20 * MILLI);
        assertEquals(1000, port.level(1));
    }

    @Test
    void shouldHoldTheServiceOnceUntilTheSchemeLeaves() throws IOException {
        CountedService<Endpoints> service = new CountedService<>((_, direction) -> new NullPort(direction));
        PacedScheme paced = new PacedScheme(service);
        assertEquals(0, service.held);
        for (int i = 0; i < 3; i++) {
            assertEquals("paced:9600:null:", paced.open("9600:null:", Direction.MEM_TO_DEV).endpoint());
        }
        assertEquals(1, service.held, "what it has opened is closed when it lets go");
        paced.end();
        assertEquals(0, service.held);
        new PacedScheme(service).end();
        assertEquals(0, service.held);
    }

    @Test
    void shouldTellHowMuchItAllowsAtMost() throws IOException {
        EndpointPort port = new PacedEndpoint(new NullPort(Direction.DEV_TO_MEM), 50_000, clock);
        assertEquals(1250, port.depth(4));
        port.level(4);
        clock.pass(10_000 * MILLI);
        assertEquals(1250, port.level(4));
        EndpointPort narrow = new PacedEndpoint(new Loopback("narrow", 64).source(), 50_000, clock);
        assertEquals(16, narrow.depth(4));
    }

    @Test
    void shouldTakeItsTimerAwayWhenItIsClosed() throws IOException {
        EndpointPort port = new PacedEndpoint(new NullPort(Direction.DEV_TO_MEM), 1, clock);
        port.level(1);
        assertEquals(1, clock.pending());
        port.close();
        assertEquals(0, clock.pending());
    }
}
