package org.dmaengine.core.stubs;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.core.channel.Binding;
import org.dmaengine.core.channel.LeaseTerms;
import org.dmaengine.core.channel.Totals;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.core.engine.Timers;
import org.dmaengine.core.mapping.DmaDevice;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.EngineSpec;

/// A channel on a work bench: its driver moves what the test allows, its engine has no threads and goes round when the
/// test says so, its callbacks run when the test says so.
///
/// ```java
/// long cookie = bench.channel.prepareMemcpy(to, 0, from, 0, 100).submit();
/// bench.channel.issuePending();
/// bench.move(60);
/// assertEquals(40, bench.channel.status(cookie).residue());
/// ```
public final class Bench implements AutoCloseable {
    private static final int TOO_MANY_ROUNDS = 100_000;

    public final HandCompleters completers = new HandCompleters();
    public final StubOwner owner = new StubOwner();
    public final RecordingLog log = new RecordingLog();
    public final Totals totals = new Totals();
    private long time;
    /// Its clock is moved by [#pass].
    public final Timers timers = Timers.byHand(() -> time);
    public final List<String> reports = Collections.synchronizedList(new ArrayList<>());
    public final StepDriver driver;
    public final Engine engine;
    public final DmaDevice device;
    public final VirtualChannel channel;
    private final int capacity;

    private Bench(ChannelCapabilities capabilities, EngineSpec spec, int capacity) {
        this.capacity = capacity;
        driver = new StepDriver(capabilities, spec);
        engine = new Engine(spec);
        device = new DmaDevice("bench", capabilities.nativeMemory(), true, reports::add);
        channel = lease();
    }

    /// A channel that nobody but the engine steps: everything waits for [#run].
    public static Bench of(ChannelCapabilities.Builder capabilities) {
        return of(capabilities, VirtualChannel.DEFAULT_CAPACITY);
    }

    /// The same with a queue of so many places.
    public static Bench of(ChannelCapabilities.Builder capabilities, int capacity) {
        return new Bench(capabilities.build(), EngineSpec.device("bench"), capacity);
    }

    /// A channel that clients help to step.
    public static Bench assistable(ChannelCapabilities.Builder capabilities) {
        return assistable(capabilities, VirtualChannel.DEFAULT_CAPACITY);
    }

    /// The same with a queue of so many places.
    public static Bench assistable(ChannelCapabilities.Builder capabilities, int capacity) {
        return new Bench(capabilities.build(), EngineSpec.memory("bench"), capacity);
    }

    /// Another lease of the same driver's channel, opened.
    public VirtualChannel lease() {
        return lease(LeaseTerms.NONE);
    }

    /// Another lease on terms of its own.
    public VirtualChannel lease(LeaseTerms terms) {
        VirtualChannel lease = new VirtualChannel(binding(), "test", "test:copy", owner, completers, timers, capacity,
                log.logger());
        lease.open(terms);
        driver.forgetCalls();
        return lease;
    }

    private Binding binding() {
        return new Binding("dma0chan0", driver, engine, device, driver.capabilities(), totals);
    }

    // ---- progress ----

    /// So much time passes on the clock of deadlines; what is due then happens.
    public void pass(Duration duration) {
        time += duration.toNanos();
        timers.runDue();
    }

    /// Goes round until nothing rings; fails if that has no end.
    public void run() {
        for (int rounds = 0; engine.round(); rounds++) {
            if (rounds == TOO_MANY_ROUNDS) {
                throw new AssertionError("the engine goes round without end, though the driver has answered: " + driver.calls());
            }
        }
    }

    /// Lets the driver move so many bytes, at once.
    public void move(long bytes) {
        driver.allow(bytes);
        run();
    }

    /// Issues what has been submitted and moves so many bytes.
    public void issueAndMove(long bytes) {
        channel.issuePending();
        move(bytes);
    }

    /// Runs the callbacks that wait.
    public void deliver() {
        completers.deliver();
    }

    /// Makes a call that waits, on a thread of its own, and goes round until it has returned.
    public <T> T whileRunning(Callable<T> call) {
        Client<T> client = Client.calls("client", call);
        Patience.until(() -> {
            engine.round();
            return client.isDone();
        }, "the call returns");
        return client.answer();
    }

    /// Makes a call that waits and answers nothing, as [#whileRunning(Callable)].
    public void whileRunning(Client.Action action) {
        whileRunning(() -> {
            action.run();
            return null;
        });
    }

    // ---- memory ----

    /// Memory of the engine's own with the bytes 0, 1, 2, ...
    public Mapping pattern(int bytes) {
        Mapping mapping = channel.mapper().allocate(bytes);
        MemorySegment memory = mapping.segment();
        for (int i = 0; i < bytes; i++) {
            memory.set(ValueLayout.JAVA_BYTE, i, (byte) i);
        }
        return mapping;
    }

    /// Memory of the engine's own, all zero.
    public Mapping zeroes(int bytes) {
        return channel.mapper().allocate(bytes);
    }

    /// A client's own memory in an arena that the test closes, mapped.
    public Mapping inArena(Arena arena, int bytes, MapDirection direction) {
        return channel.mapper().map(arena.allocate(bytes), direction);
    }

    /// What is in a mapping's only entry.
    public static byte[] bytes(Mapping mapping) {
        return mapping.segment().toArray(ValueLayout.JAVA_BYTE);
    }

    /// The bytes `from`, `from + 1`, ... of the pattern.
    public static byte[] patternBytes(int from, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (from + i);
        }
        return bytes;
    }

    /// Releases the channel, delivers what waits, ends the threads.
    @Override
    public void close() {
        completers.automatic();
        channel.close();
        completers.close();
    }
}
