package org.dmaengine.controller.fifo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferStatus;
import org.dmaengine.controller.fifo.stubs.Relay;
import org.dmaengine.core.channel.Binding;
import org.dmaengine.core.channel.LeaseTerms;
import org.dmaengine.core.channel.Totals;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.core.engine.Timers;
import org.dmaengine.core.mapping.DmaDevice;
import org.dmaengine.core.stubs.HandCompleters;
import org.dmaengine.core.stubs.RecordingLog;
import org.dmaengine.core.stubs.StubOwner;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelDriver;

/// A controller of peripherals on a work bench, under the real core: one channel whose slave map says line 5, an engine without threads, a
/// clock that stands still.
///
/// ```java
/// bench.wire(port);
/// long cookie = bench.channel.prepareSlaveSingle(memory, 0, 8, DEV_TO_MEM).submit();
/// bench.channel.issuePending();
/// port.arrive(8);
/// bench.run();
/// ```
final class FifoBench implements AutoCloseable {
    static final int LINE = 5;
    static final long ADDRESS = 0x4000;

    final HandCompleters completers = new HandCompleters();
    final RecordingLog log = new RecordingLog();
    final FifoSettings settings;
    final Ports ports;
    final FifoChannel driver;
    final Relay relay;
    final Engine engine;
    final VirtualChannel channel;
    private final Map<FifoPort, Map<String, Object>> wired = new HashMap<>();
    private final List<Ports> everybody = new ArrayList<>();
    private final DmaDevice device = new DmaDevice("bench", false, true, report -> { });
    private long time = 1_000_000;
    private long services;

    FifoBench() {
        this(Map.of());
    }

    /// @param configuration beside the controller's name
    FifoBench(Map<String, Object> configuration) {
        Map<String, Object> all = new HashMap<>(configuration);
        all.put("dma.controller", "fifo0");
        settings = FifoSettings.of(all);
        ports = anotherController();
        engine = new Engine(settings.engine("fifo0"), () -> time);
        driver = driver(0);
        relay = new Relay(driver);
        channel = lease(relay, LINE);
    }

    /// Another channel of the controller.
    FifoChannel driver(int number) {
        return driver(number, ports);
    }

    /// A channel of the controller that these ports belong to.
    FifoChannel driver(int number, Ports its) {
        return new FifoChannel("fifo0 channel " + number, settings, engine.spec(), its);
    }

    /// The ports of another controller of the same name: those that are wired, and that will be.
    Ports anotherController() {
        Ports more = new Ports(settings, log.logger());
        wired.forEach(more::add);
        everybody.add(more);
        return more;
    }

    /// A controller parts from its ports, as it does when its component ends.
    void part(Ports its) {
        everybody.remove(its);
        wired.values().forEach(its::remove);
    }

    /// Has another driver go on with the lease, wherever it stands.
    void swap(FifoChannel next) {
        relay.next(next);
        channel.pause();
        channel.resume();
        run();
    }

    /// A lease of a channel whose slave map says this line.
    VirtualChannel lease(ChannelDriver of, int line) {
        VirtualChannel lease = new VirtualChannel(new Binding("fifo0chan0", of, engine, device, of.capabilities(), new Totals()), "test", "test:fifo",
                new StubOwner(), completers, Timers.byHand(() -> 0), VirtualChannel.DEFAULT_CAPACITY, log.logger());
        lease.open(new LeaseTerms(line, Map.of()));
        return lease;
    }

    // ---- ports ----

    /// Registers a port on line 5 at 0x4000.
    <P extends FifoPort> P wire(P port) {
        return wire(port, Map.of(FifoPort.REQUEST_LINE, LINE, FifoPort.BUS_ADDRESS, ADDRESS));
    }

    <P extends FifoPort> P wire(P port, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("service.id", ++services);
        wired.put(port, all);
        everybody.forEach(each -> each.add(port, all));
        return port;
    }

    /// The port's owner changes its service properties.
    void change(FifoPort port, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("service.id", wired.get(port).get("service.id"));
        wired.put(port, all);
        everybody.forEach(each -> each.update(port, all));
    }

    void unwire(FifoPort port) {
        Map<String, Object> properties = wired.remove(port);
        everybody.forEach(each -> each.remove(properties));
    }

    // ---- the client ----

    /// A configuration for both directions: this width, bursts of so many words.
    static SlaveConfig words(BusWidth width, int burst) {
        return SlaveConfig.builder().source(ADDRESS, width, burst).destination(ADDRESS, width, burst).build();
    }

    Mapping memory(int bytes) {
        return channel.mapper().allocate(bytes);
    }

    /// Memory with the bytes 0, 1, 2, ...
    Mapping pattern(int bytes) {
        Mapping mapping = memory(bytes);
        MemorySegment segment = mapping.segment();
        for (int i = 0; i < bytes; i++) {
            segment.set(ValueLayout.JAVA_BYTE, i, (byte) i);
        }
        return mapping;
    }

    /// The bytes `from`, `from + 1`, ... of the pattern.
    static byte[] patternBytes(int from, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (from + i);
        }
        return bytes;
    }

    static byte[] bytes(Mapping mapping) {
        return bytesOf(mapping.segment());
    }

    static byte[] bytesOf(MemorySegment memory) {
        return memory.toArray(ValueLayout.JAVA_BYTE);
    }

    /// Submits and issues, and lets the engine go round.
    long begin(DmaDescriptor descriptor) {
        long cookie = descriptor.submit();
        channel.issuePending();
        run();
        return cookie;
    }

    /// Begins a transfer of the whole mapping from the device.
    long receive(Mapping memory) {
        return begin(channel.prepareSlaveSg(memory, Direction.DEV_TO_MEM));
    }

    /// Begins a transfer of the whole mapping to the device.
    long send(Mapping memory) {
        return begin(channel.prepareSlaveSg(memory, Direction.MEM_TO_DEV));
    }

    long residue(long cookie) {
        return channel.status(cookie).residue();
    }

    void assertEnds(long cookie, DmaStatus status, long residue) {
        TransferStatus found = channel.status(cookie);
        assertEquals(status + " " + residue, found.status() + " " + found.residue(), found::toString);
    }

    void assertFails(long cookie, TransferOutcome outcome, long residue, String... words) {
        TransferStatus found = channel.status(cookie);
        assertEquals(outcome + " " + residue, found.outcome() + " " + found.residue(), found::toString);
        for (String word : words) {
            assertTrue(found.detail().contains(word), () -> "\"" + word + "\" is missing in: " + found.detail());
        }
    }

    // ---- progress ----

    /// Goes round until nothing rings.
    void run() {
        int rounds = 0;
        while (engine.round()) {
            if (++rounds == 100_000) {
                throw new AssertionError("the engine goes round without end");
            }
        }
    }

    /// Goes round once: a step of each channel that rang.
    void step() {
        engine.round();
    }

    /// Lets time pass and goes round.
    void pass(long nanos) {
        time += nanos;
        run();
    }

    @Override
    public void close() {
        completers.automatic();
        channel.close();
        completers.close();
    }
}
