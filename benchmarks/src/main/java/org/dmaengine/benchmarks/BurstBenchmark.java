package org.dmaengine.benchmarks;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dmaengine.BusWidth;
import org.dmaengine.CookieCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.EngineSpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What one burst of 4 KiB towards a peripheral costs: arbitration, hand-over, count, and the period's callback; the plain copy
/// beside it as the limit. The benchmark's thread gives the turns, as a runner would.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class BurstBenchmark {
    private static final int RING = 16 * FifoDriver.BURST;

    /// Further channels of the engine that are open and have nothing to do.
    @Param({"0", "64"})
    public int quiet;

    private final List<Rig> others = new ArrayList<>();
    private Arena arena;
    private MemorySegment fifo;
    private MemorySegment memory;
    private int at;
    private Rig silent;
    private Rig called;
    // Written by the completer.
    private volatile long lastResidue;

    /// A ring without a callback and one with, each on an engine of its own.
    @Setup
    public void open() {
        arena = Arena.ofShared();
        fifo = arena.allocate(FifoDriver.BURST, 64);
        memory = arena.allocate(RING, 64);
        silent = ring();
        called = ring(TransferFlag.INTERRUPT);
    }

    private Rig ring(TransferFlag... flags) {
        EngineSpec spec = EngineSpec.device("burst");
        Rig rig = new Rig(new FifoDriver(spec, fifo), FifoDriver.BURST);
        for (int i = 0; i < quiet; i++) {
            others.add(rig.beside(new FifoDriver(spec, fifo)));
        }
        VirtualChannel channel = rig.channel();
        channel.configure(SlaveConfig.builder().destination(0, BusWidth.BYTES_8, 1).build());
        Mapping ring = channel.mapper().allocate(RING);
        DmaDescriptor descriptor = channel.prepareCyclic(ring, 0, RING, FifoDriver.BURST, Direction.MEM_TO_DEV, flags);
        if (flags.length > 0) {
            CookieCallback take = (cookie, outcome, residue) -> lastResidue = residue;
            descriptor.onComplete(take);
        }
        descriptor.submit();
        channel.issuePending();
        return rig;
    }

    /// Ends the channels.
    @TearDown
    public void close() {
        others.forEach(Rig::close);
        others.clear();
        silent.close();
        called.close();
        arena.close();
    }

    /// A burst that nobody is told of.
    @Benchmark
    public boolean burst() {
        return silent.round();
    }

    /// A burst that is a period with a callback; those that are not delivered yet coalesce.
    @Benchmark
    public boolean period() {
        return called.round();
    }

    /// What the copy costs without any engine.
    @Benchmark
    public void plainCopy() {
        MemorySegment.copy(memory, at, fifo, 0, FifoDriver.BURST);
        at = (at + FifoDriver.BURST) % RING;
    }
}
