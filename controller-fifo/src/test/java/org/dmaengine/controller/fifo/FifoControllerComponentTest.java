package org.dmaengine.controller.fifo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.DmaStatus;
import org.dmaengine.controller.fifo.stubs.HandPort;
import org.dmaengine.controller.fifo.stubs.Relay;
import org.dmaengine.controller.fifo.stubs.StubServices;
import org.dmaengine.controller.fifo.stubs.StubServices.Registered;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.stubs.RecordingLog;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A controller whose configuration changes while it lives.
class FifoControllerComponentTest {
    private static final Map<String, Object> FIFO0 = Map.of("service.pid", "fifo~0", "dma.controller", "fifo0", "dma.channels", 2L,
            "request.lines", 8);

    @AutoClose
    private final FifoBench bench = new FifoBench();
    private final StubServices services = new StubServices();
    private final RecordingLog log = new RecordingLog();
    private final FifoControllerComponent component = new FifoControllerComponent(services.context(), FIFO0, log.logger());
    private final HandPort source = new HandPort(Direction.DEV_TO_MEM);
    private long ports;

    private static Map<String, Object> fifo0(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(FIFO0);
        properties.putAll(more);
        return properties;
    }

    /// Wires a port to the component and answers its properties.
    private Map<String, Object> wire(HandPort port, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("service.id", ++ports);
        component.addPort(port, all);
        return all;
    }

    @Test
    void shouldRegisterItsChannelsAndTakeThemBack() {
        assertEquals(List.of("+fifo0/0", "+fifo0/1"), services.events());
        component.deactivate();
        assertEquals(List.of("-fifo0/1", "-fifo0/0"), services.events());
    }

    @Test
    @DisplayName("what changes nothing about the channels is told about them, and no channel is taken back")
    void shouldChangeSoftPropertiesInPlace() {
        List<ChannelDriver> before = services.drivers();
        services.events();
        component.modified(fifo0(Map.of("dma.channels", "2", "service.ranking", 9L, "rack", "b4")));
        assertEquals(List.of("~fifo0/0", "~fifo0/1"), services.events());
        assertEquals(before, services.drivers());
        services.registered().forEach(service -> {
            assertEquals(9, service.properties().get("service.ranking"));
            assertEquals("b4", service.properties().get("rack"));
        });
    }

    static Stream<Map<String, Object>> hard() {
        return Stream.of(Map.of("dma.channels", 3), Map.of("physical.channels", 2), Map.of("wait.strategy", "PARK"), Map.of("request.lines", 0),
                Map.of("max.burst", 64), Map.of("metadata.max", 16), Map.of("dma.controller", "fifo1"));
    }

    @ParameterizedTest
    @MethodSource("hard")
    @DisplayName("what changes the channels has others take their place, and those come before the former ones go")
    void shouldReplaceTheChannelsWhereTheyCannotStay(Map<String, Object> change) {
        List<Registered> before = services.registered();
        services.events();
        component.modified(fifo0(change));
        List<String> events = services.events();
        assertEquals(List.of("-fifo0/1", "-fifo0/0"), events.subList(events.size() - 2, events.size()), "the former ones last");
        List<Registered> after = services.registered();
        assertEquals(change.getOrDefault("dma.channels", 2), after.size());
        assertNotEquals(before.getFirst().properties().get("dma.instance"), after.getFirst().properties().get("dma.instance"));
        EngineSpec engine = after.getFirst().driver().engine();
        assertSame(engine, after.getLast().driver().engine());
        assertNotEquals(before.getFirst().driver().engine().name(), engine.name(), "while both are there, a thread dump tells whose thread it is");
    }

    static Stream<Map<String, Object>> refused() {
        return Stream.of(Map.of("max.burst", 0L), Map.of("service.ranking", "high"), Map.of("dma.controller", "fifo1", "service.ranking", "high"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    @DisplayName("a change that is refused leaves everything as it was, ports too, and the log teaches; the next good one is taken")
    void shouldStayAsItWasWhenAChangeIsRefused(Map<String, Object> change) {
        List<Registered> before = services.registered();
        services.events();
        component.modified(fifo0(change));
        assertEquals(List.of(), services.events());
        assertEquals(before, services.registered());
        assertEquals(1, log.lines().size());
        String line = log.lines().getFirst();
        assertTrue(line.startsWith("error [Controller {} stays as it was: {}, fifo0, configuration fifo~0: ") && line.contains(" is refused; allowed is "),
                line);
        wire(source, Map.of(FifoPort.REQUEST_LINE, 5, FifoPort.CONTROLLER, "fifo0"));
        source.arrive(4);
        try (VirtualChannel lease = bench.lease(services.drivers().getFirst(), 5)) {
            lease.configure(FifoBench.words(BusWidth.BYTES_1, 4));
            assertEquals(DmaStatus.COMPLETE, lease.status(receive(lease, lease.mapper().allocate(4))).status());
        }
        component.modified(fifo0(Map.of("dma.channels", 1L)));
        assertEquals(List.of("+fifo0/0", "-fifo0/1", "-fifo0/0"), services.events());
    }

    private long receive(VirtualChannel lease, Mapping memory) {
        long cookie = lease.prepareSlaveSg(memory, Direction.DEV_TO_MEM).submit();
        lease.issuePending();
        bench.run();
        return cookie;
    }

    /// A lease that moves to the channels that have come while its own is taken back, as the core has it move.
    private VirtualChannel lease(int line) {
        Relay relay = new Relay(services.drivers().getFirst());
        VirtualChannel lease = bench.lease(relay, line);
        services.onLeaving(driver -> {
            if (relay.serves(driver)) {
                relay.next(services.registered().getFirst().driver());
                lease.pause();
                lease.resume();
                bench.run();
            }
        });
        return lease;
    }

    @ParameterizedTest
    @MethodSource("hard")
    @DisplayName("a transfer goes on at its exact byte, with a port that has stayed, while each of many changes replaces the channels")
    void shouldMoveLeasesStraightOver(Map<String, Object> change) {
        wire(source, Map.of(FifoPort.REQUEST_LINE, 5));
        try (VirtualChannel lease = lease(5)) {
            lease.configure(FifoSlaveConfig.of(FifoBench.words(BusWidth.BYTES_1, 4)).withPacking(BusWidth.BYTES_8));
            Mapping memory = lease.mapper().allocate(50);
            long cookie = receive(lease, memory);
            for (int i = 0; i < 50; i++) {
                source.arrive(1);
                bench.run();
                component.modified(i % 2 == 0 ? fifo0(change) : FIFO0);
            }
            assertEquals(DmaStatus.COMPLETE, lease.status(cookie).status());
            assertArrayEquals(FifoBench.patternBytes(0, 50), FifoBench.bytes(memory));
            assertEquals(List.of(), log.lines());
        }
    }

    @Test
    @DisplayName("a transfer on a line that the new configuration has no more is not disturbed before its channel goes")
    void shouldKeepThePortsOfBothWhileBothAreThere() {
        wire(source, Map.of(FifoPort.REQUEST_LINE, 7));
        try (VirtualChannel lease = bench.lease(services.drivers().getFirst(), 7)) {
            lease.configure(FifoBench.words(BusWidth.BYTES_1, 4));
            long cookie = receive(lease, lease.mapper().allocate(8));
            source.arrive(4);
            services.onLeaving(driver -> {
                assertTrue(source.isConnected());
                source.arrive(4);
                bench.run();
            });
            component.modified(fifo0(Map.of("request.lines", 4)));
            assertEquals(DmaStatus.COMPLETE, lease.status(cookie).status());
            assertFalse(source.isConnected(), "nobody has that line any more");
            String line = log.lines().getLast();
            assertTrue(line.startsWith("error [controller {} does not use a port: {}, fifo0") && line.contains("allowed is a whole number from 0 to 3"),
                    line);
        }
    }

    @Test
    @DisplayName("a port that only the new configuration has is there before the former channels go")
    void shouldHaveTheNewPortsAtOnce() {
        wire(source, Map.of(FifoPort.REQUEST_LINE, 12));
        source.arrive(4);
        services.onLeaving(driver -> {
            try (VirtualChannel lease = bench.lease(services.drivers().getLast(), 12)) {
                lease.configure(FifoBench.words(BusWidth.BYTES_1, 4));
                assertEquals(DmaStatus.COMPLETE, lease.status(receive(lease, lease.mapper().allocate(4))).status());
            }
            services.onLeaving(last -> { });
        });
        component.modified(fifo0(Map.of("request.lines", 16)));
        assertEquals(0, source.left());
    }

    @Test
    @DisplayName("a port that comes between two changes is there for whoever has its line, and goes for everybody")
    void shouldKnowItsPortsByTheNewConfiguration() {
        Map<String, Object> properties = wire(source, Map.of(FifoPort.REQUEST_LINE, 12));
        component.modified(fifo0(Map.of("request.lines", 16)));
        try (VirtualChannel lease = bench.lease(services.drivers().getFirst(), 12)) {
            lease.configure(FifoBench.words(BusWidth.BYTES_1, 4));
            source.arrive(4);
            assertEquals(DmaStatus.COMPLETE, lease.status(receive(lease, lease.mapper().allocate(4))).status());
            component.removePort(source, properties);
            assertFalse(source.isConnected());
            source.arrive(4);
            long cookie = receive(lease, lease.mapper().allocate(4));
            assertEquals("no port on request line 12", lease.status(cookie).detail());
        }
    }
}
