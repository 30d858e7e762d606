package org.dmaengine.tools.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Set;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.RequestLine;
import org.dmaengine.tools.stubs.StubPort;
import org.dmaengine.tools.stubs.StubRegistry;
import org.junit.jupiter.api.Test;

class PortsCommandTest {
    private final StubRegistry registry = new StubRegistry();
    private final PortsCommand command = new PortsCommand(registry.context());

    @Test
    void shouldSayThatThereAreNone() throws Exception {
        assertEquals("no ports: nobody has registered a peripheral", command.ports());
    }

    @Test
    void shouldListEveryPortByItsLine() throws Exception {
        StubPort sink = StubPort.sink();
        sink.burst(0, MemorySegment.ofArray(new byte[30]), 0, 30, 1);
        sink.buffered = 12;
        registry.register(new BarePort(), Map.of());
        registry.register(sink, Map.of(FifoPort.REQUEST_LINE, 1001, FifoPort.CONTROLLER, "fifo0"));
        registry.register(new BarePort(), Map.of(FifoPort.REQUEST_LINE, 4, FifoPort.BUS_ADDRESS, 0x3f8L));
        assertEquals("""
                LINE  DIRECTION   ADDRESS  CONTROLLER  LEVEL  MOVED  LOST  PORT      BUNDLE
                4     DEV_TO_MEM  0x3f8    -           -      -      7     BarePort  stub
                1001  MEM_TO_DEV  -        fifo0       12     30     0     stub:     stub
                -     DEV_TO_MEM  -        -           -      -      7     BarePort  stub""", command.ports());
        assertEquals(0, registry.fetched(), "services are given back");
    }

    /// A port that is no endpoint: its buffer is nobody's business.
    private static final class BarePort implements FifoPort {
        @Override
        public Direction direction() {
            return Direction.DEV_TO_MEM;
        }

        @Override
        public Set<BusWidth> widths() {
            return Set.of(BusWidth.BYTES_1);
        }

        @Override
        public void connect(RequestLine line) {
        }

        @Override
        public void disconnect() {
        }

        @Override
        public int level(int wordBytes) {
            throw new AssertionError("for the controller's thread alone");
        }

        @Override
        public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
            throw new AssertionError("for the controller's thread alone");
        }

        @Override
        public long losses() {
            return 7;
        }
    }
}
