package org.dmaengine.controller.fifo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.DmaStatus;
import org.dmaengine.controller.fifo.stubs.HandPort;
import org.dmaengine.controller.fifo.stubs.QuietHost;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ports come and go, on any thread.
class PortsTest {
    @AutoClose
    private final FifoBench bench = new FifoBench(Map.of("request.lines", 8));
    private final HandPort source = new HandPort(Direction.DEV_TO_MEM);
    private final HandPort other = new HandPort(Direction.DEV_TO_MEM);
    private final CountDownLatch letTheBurstGoOn = new CountDownLatch(1);

    @BeforeEach
    void configure() {
        bench.channel.configure(FifoBench.words(BusWidth.BYTES_1, 4));
    }

    /// The engine, on a thread of its own, inside a burst that the test ends.
    private Client<Void> stayInsideABurst() {
        bench.wire(source);
        bench.receive(bench.memory(8));
        CountDownLatch inside = new CountDownLatch(1);
        source.insideBurst(() -> {
            inside.countDown();
            Patience.await(letTheBurstGoOn, "the test to let the burst go on");
        });
        source.arrive(4);
        Client<Void> engine = Client.does("engine", bench::run);
        Patience.await(inside, "the burst to begin");
        return engine;
    }

    private static Map<String, Object> ranked(int ranking) {
        return Map.of(FifoPort.REQUEST_LINE, FifoBench.LINE, "service.ranking", ranking);
    }

    // ---- coming and going ----

    @Test
    @DisplayName("a line is there for as long as somebody is on it, however many have been named")
    void shouldForgetALineThatNobodyIsOn() {
        for (int line = 0; line < 8; line++) {
            bench.channel.configure(FifoSlaveConfig.of(FifoBench.words(BusWidth.BYTES_1, 4)).withRequestLine(line));
            bench.receive(bench.memory(8));
            bench.channel.terminateAsync();
            bench.run();
        }
        assertEquals(1, bench.ports.lines());
        bench.wire(source);
        bench.wire(other, Map.of(FifoPort.REQUEST_LINE, 6));
        assertEquals(3, bench.ports.lines());
        bench.unwire(source);
        bench.change(other, Map.of(FifoPort.REQUEST_LINE, 7));
        assertEquals(1, bench.ports.lines(), "the one that the channel is on has a port now");
        bench.driver.close();
        assertEquals(1, bench.ports.lines(), "the port's");
        bench.unwire(other);
        assertEquals(0, bench.ports.lines());
    }

    @Test
    @DisplayName("whoever comes to a line while another one leaves it finds the line that the next one will come to")
    void shouldNotComeToALineThatIsForgotten() {
        List<Client<Line>> clients = Stream.of(new QuietHost("a"), new QuietHost("b")).map(host -> Client.calls(host.name(), () -> {
            for (int i = 0; i < 20_000; i++) {
                bench.ports.part(bench.ports.join(3, host), host, false);
            }
            return bench.ports.join(3, host);
        })).toList();
        assertSame(clients.getFirst().answer(), clients.getLast().answer());
    }

    @Test
    @DisplayName("a transfer waits while its port is away, and says so; the data stays with the port")
    void shouldWaitForAPort() {
        Mapping memory = bench.memory(8);
        long cookie = bench.receive(memory);
        assertEquals("no port on request line 5", bench.channel.status(cookie).detail());
        source.arrive(8);
        source.movesAtMost(3);
        source.insideBurst(() -> bench.unwire(source));
        bench.wire(source);
        bench.run();
        assertEquals(5, bench.residue(cookie));
        assertEquals(5, source.left());
        assertFalse(source.isConnected());
        source.insideBurst(() -> { });
        bench.wire(source);
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
        assertArrayEquals(FifoBench.patternBytes(0, 8), FifoBench.bytes(memory));
    }

    @Test
    @DisplayName("a port that goes inside its own burst is disconnected behind it, and does not wait for itself")
    void shouldLetAPortGoInsideItsOwnBurst() {
        bench.wire(source);
        long cookie = bench.receive(bench.memory(8));
        source.insideBurst(() -> {
            bench.unwire(source);
            assertTrue(source.isConnected(), "not in the middle of a call");
        });
        source.arrive(8);
        bench.run();
        assertEquals(List.of("connect", "burst 0x4000 4x1", "disconnect"), source.calls());
        assertEquals(4, bench.residue(cookie));
    }

    @Test
    @DisplayName("whoever takes a port away waits until the call under way has returned")
    void shouldWaitForTheCallUnderWay() {
        Client<Void> engine = stayInsideABurst();
        Client<Boolean> leaving = Client.calls("leaving", () -> {
            bench.unwire(source);
            return source.isConnected();
        });
        Patience.untilParked(leaving.thread());
        letTheBurstGoOn.countDown();
        assertFalse(leaving.answer(), "gone when the call returns");
        engine.answer();
        assertEquals(List.of("connect", "burst 0x4000 4x1", "disconnect"), source.calls());
    }

    @Test
    @DisplayName("a call that hangs is waited for within bounds, and the log names the port")
    void shouldGiveUpOnACallThatHangs() {
        Client<Void> engine = stayInsideABurst();
        bench.unwire(source);
        assertTrue(source.isConnected());
        String line = bench.log.lines().getLast();
        assertTrue(line.startsWith("warn") && line.contains(HandPort.class.getName()) && line.contains("(service 1), 500]"), line);
        letTheBurstGoOn.countDown();
        engine.answer();
        assertFalse(source.isConnected(), "it is disconnected when the call returns after all");
    }

    @Test
    void shouldNotLookAtAPortThatHasGone() {
        bench.wire(source);
        bench.receive(bench.memory(8));
        int looks = source.looks();
        bench.unwire(source);
        source.raise();
        bench.run();
        assertEquals(looks, source.looks());
    }

    @Test
    @DisplayName("the last channel that serves a line lets go of its port, so that another controller may have it")
    void shouldLetGoOfThePortWithTheLease() {
        bench.wire(source);
        bench.receive(bench.memory(8));
        assertTrue(source.isConnected());
        bench.channel.close();
        assertFalse(source.isConnected());
        try (VirtualChannel next = bench.lease(bench.driver, FifoBench.LINE)) {
            assertFalse(source.isConnected(), "not before it is needed");
            next.configure(FifoBench.words(BusWidth.BYTES_1, 4));
            next.prepareSlaveSg(next.mapper().allocate(4), Direction.DEV_TO_MEM).submit();
            next.issuePending();
            bench.run();
            assertTrue(source.isConnected());
        }
    }

    @Test
    @DisplayName("a port that another controller uses is asked for again, now and then")
    void shouldTakeAPortWhenTheOtherControllerLetsGo() {
        source.usedElsewhere(true);
        bench.wire(source);
        long cookie = bench.receive(bench.memory(4));
        assertEquals("the port on request line 5 is used by another controller", bench.channel.status(cookie).detail());
        source.arrive(4);
        bench.pass(200_000_000);
        assertEquals(4, source.left());
        source.usedElsewhere(false);
        bench.pass(200_000_000);
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
    }

    // ---- two on a line ----

    @Test
    @DisplayName("of two ports on a line the better-ranked is used, the other waits, and the log says so")
    void shouldUseTheBetterRankedPort() {
        bench.wire(source, ranked(0));
        Mapping memory = bench.memory(12);
        long cookie = bench.receive(memory);
        bench.wire(other, ranked(-1));
        String line = bench.log.lines().getLast();
        assertTrue(line.contains("(service 2)") && line.contains("(service 1)") && line.contains("give it a line of its own"), line);
        other.arrive(4);
        bench.run();
        assertEquals(12, bench.residue(cookie));
        HandPort best = bench.wire(new HandPort(Direction.DEV_TO_MEM), ranked(7));
        assertFalse(source.isConnected());
        best.arrive(4);
        source.arrive(4);
        bench.run();
        assertEquals(8, bench.residue(cookie));
        assertEquals(4, source.left());
        bench.unwire(best);
        bench.run();
        bench.unwire(source);
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
        assertEquals(List.of("connect", "burst 0x4000 4x1"), other.calls());
    }

    @Test
    @DisplayName("two channels on a line take turns; nobody waits for a port inside it, and nobody is forgotten")
    void shouldLetOneChannelAtATimeIntoAPort() {
        bench.wire(source);
        FifoChannel second = bench.driver(1);
        try (VirtualChannel lease = bench.lease(second, FifoBench.LINE)) {
            lease.configure(FifoBench.words(BusWidth.BYTES_1, 4));
            long waiting = lease.prepareSlaveSg(lease.mapper().allocate(4), Direction.DEV_TO_MEM).submit();
            lease.issuePending();
            long first = bench.receive(bench.memory(4));
            source.insideBurst(() -> {
                source.insideBurst(() -> { });
                Client.does("other runner", bench::run).answer();
                assertEquals("another channel is moving words on request line 5", lease.status(waiting).detail());
            });
            source.arrive(8);
            bench.run();
            assertEquals(DmaStatus.COMPLETE, lease.status(waiting).status());
            bench.assertEnds(first, DmaStatus.COMPLETE, 0);
        }
    }

    @Test
    @DisplayName("of two lines with a request the more urgent one is served first")
    void shouldServeTheMoreUrgentLineFirst() {
        bench.wire(source);
        bench.wire(other, Map.of(FifoPort.REQUEST_LINE, 6));
        FifoSlaveConfig config = FifoSlaveConfig.of(FifoBench.words(BusWidth.BYTES_1, 1));
        FifoChannel second = bench.driver(1);
        try (VirtualChannel lease = bench.lease(second, 6)) {
            bench.channel.configure(config.withPriority(-1));
            lease.configure(config.withPriority(1));
            long plain = bench.receive(bench.memory(100));
            long urgent = lease.prepareSlaveSg(lease.mapper().allocate(100), Direction.DEV_TO_MEM).submit();
            lease.issuePending();
            bench.run();
            source.arrive(100);
            other.arrive(100);
            for (int i = 0; i < 16; i++) {
                bench.step();
            }
            assertEquals(16, 200 - bench.residue(plain) - lease.status(urgent).residue());
            assertTrue(lease.status(urgent).residue() <= 100 - 13, () -> lease.status(urgent).toString());
        }
    }

    // ---- what ports say about themselves ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "                | dma.request.line is not set; allowed is the request line that the port drives, 0 to 7",
        "8               | dma.request.line = \"8\" (String) is refused; allowed is a whole number from 0 to 7",
        "-1              | dma.request.line = \"-1\" (String) is refused",
        "five            | dma.request.line = \"five\" (String) is refused"})
    @DisplayName("a port with a missing or bad line is refused with a log line that teaches")
    void shouldRefuseABadLine(String line, String expected) {
        bench.wire(source, line == null ? Map.of() : Map.of(FifoPort.REQUEST_LINE, line));
        String logged = bench.log.lines().getLast();
        assertTrue(logged.startsWith("error") && logged.contains("fifo0") && logged.contains("port " + HandPort.class.getName()
                + " (service 1): " + expected), logged);
    }

    @Test
    void shouldRefuseAPortThatSaysNonsense() {
        bench.wire(new HandPort(Direction.MEM_TO_MEM));
        assertTrue(bench.log.lines().getLast().contains("direction() is MEM_TO_MEM; allowed is DEV_TO_MEM for a port that gives"));
        bench.wire(new HandPort(Direction.DEV_TO_MEM) {
            @Override
            public Set<BusWidth> widths() {
                return EnumSet.of(BusWidth.UNDEFINED);
            }
        });
        assertTrue(bench.log.lines().getLast().contains("widths() names none"));
        bench.wire(new HandPort(Direction.DEV_TO_MEM) {
            @Override
            public Direction direction() {
                throw new IllegalStateException("not yet");
            }
        });
        assertTrue(bench.log.lines().getLast().contains("threw java.lang.IllegalStateException: not yet"));
        bench.wire(source, Map.of(FifoPort.REQUEST_LINE, 5, FifoPort.BUS_ADDRESS, "0x4000"));
        assertTrue(bench.log.lines().getLast().contains("dma.bus.address = \"0x4000\" (String) is refused"));
    }

    // ---- the controller's configuration changes ----

    private static FifoSettings settings(String controller, int lines) {
        return FifoSettings.of(Map.of("dma.controller", controller, "request.lines", lines));
    }

    private static Map<String, Object> wiredTo(String controller, int line) {
        return Map.of(FifoPort.CONTROLLER, controller, FifoPort.REQUEST_LINE, line);
    }

    @Test
    @DisplayName("a renamed controller has the ports that name it, or nobody; the others go, and those that stay notice nothing")
    void shouldHaveThePortsThatNameIt() {
        bench.wire(source);
        bench.wire(other, wiredTo("fifo1", 6));
        HandPort former = bench.wire(new HandPort(Direction.DEV_TO_MEM), wiredTo("fifo0", 7));
        bench.receive(bench.memory(4));
        assertEquals(2, bench.ports.lines());
        bench.ports.configure(bench.settings, settings("fifo1", 8));
        assertEquals(3, bench.ports.lines(), "those of both while both are there");
        bench.ports.configure(settings("fifo1", 8));
        assertEquals(2, bench.ports.lines());
        assertEquals(List.of("connect"), source.calls());
        assertEquals(List.of(), former.calls());
        assertEquals(List.of(), bench.log.lines());
        bench.unwire(other);
        assertEquals(1, bench.ports.lines());
        bench.unwire(former);
        bench.ports.configure(bench.settings);
        assertEquals(1, bench.ports.lines(), "one that has gone does not come back");
    }

    @Test
    @DisplayName("a port that cannot be used is complained about once, however often the configuration changes, and again when it says something else")
    void shouldComplainOnce() {
        bench.wire(source, Map.of(FifoPort.REQUEST_LINE, 12));
        assertEquals(1, bench.log.lines().size());
        bench.ports.configure(settings("fifo0", 8), settings("fifo0", 8));
        assertEquals(1, bench.log.lines().size());
        bench.ports.configure(settings("fifo0", 4));
        assertEquals(2, bench.log.lines().size());
        bench.ports.configure(settings("fifo0", 16));
        assertEquals(1, bench.ports.lines());
        bench.ports.configure(settings("fifo0", 4));
        assertEquals(3, bench.log.lines().size());
        assertEquals(0, bench.ports.lines());
    }

    /// A port that is asked what it is while something else happens, once.
    private static HandPort askedWhile(Runnable happens) {
        return new HandPort(Direction.DEV_TO_MEM) {
            private boolean asked;

            @Override
            public Direction direction() {
                if (!asked) {
                    asked = true;
                    happens.run();
                }
                return super.direction();
            }
        };
    }

    @Test
    @DisplayName("what was found out about a port before the configuration changed counts no more")
    void shouldDecideByTheLatestConfiguration() {
        bench.wire(other);
        List<String> before = bench.log.lines();
        HandPort port = askedWhile(() -> bench.ports.configure(settings("fifo0", 4)));
        bench.wire(port, wiredTo("fifo0", 5));
        assertEquals(List.of(), bench.log.lines().stream().filter(line -> line.startsWith("warn")).toList(), "nobody waits for that line");
        assertEquals(0, bench.ports.lines());
        HandPort refused = askedWhile(() -> {
            bench.ports.configure(settings("fifo0", 16));
            throw new IllegalStateException("not yet");
        });
        bench.wire(refused, wiredTo("fifo0", 3));
        assertEquals(2, bench.ports.lines(), "line 5, and line 3 by what it said the second time");
        assertEquals(List.of(), before);
    }

    @Test
    @DisplayName("a port that goes while the configuration changes back and forth has gone when its removal returns")
    void shouldNotBringBackAPortThatHasGone() {
        FifoSettings with = settings("fifo0", 8);
        FifoSettings without = settings("fifo0", 4);
        for (int i = 0; i < 300; i++) {
            HandPort port = bench.wire(new HandPort(Direction.DEV_TO_MEM));
            Client<Void> configuring = Client.does("configuring", () -> {
                for (int j = 0; j < 10; j++) {
                    bench.ports.configure(without);
                    bench.ports.configure(with);
                }
            });
            bench.unwire(port);
            assertEquals(0, bench.ports.lines());
            configuring.answer();
            assertEquals(0, bench.ports.lines());
        }
    }

    @Test
    void shouldLeavePortsOfOtherControllersAlone() {
        Map<String, Object> properties = new HashMap<>(ranked(0));
        properties.put(FifoPort.CONTROLLER, "fifo1");
        bench.wire(source, properties);
        long cookie = bench.receive(bench.memory(4));
        assertEquals("no port on request line 5", bench.channel.status(cookie).detail());
        properties.put(FifoPort.CONTROLLER, "fifo0");
        bench.wire(other, properties).arrive(4);
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
        bench.unwire(source);
    }
}
