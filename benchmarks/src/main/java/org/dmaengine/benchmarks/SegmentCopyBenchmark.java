package org.dmaengine.benchmarks;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The limit that every engine is measured against: the bare copy, with nobody asked and nobody told.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
public class SegmentCopyBenchmark {

    /// Bytes per copy.
    @Param({"64", "4096", "65536", "1048576"})
    public long size;

    private Arena arena;
    private MemorySegment source;
    private MemorySegment destination;

    @Setup
    public void allocate() {
        arena = Arena.ofShared();
        source = arena.allocate(size, 64).fill((byte) 0x5a);
        destination = arena.allocate(size, 64);
    }

    @TearDown
    public void free() {
        arena.close();
    }

    @Benchmark
    public MemorySegment copy() {
        MemorySegment.copy(source, 0, destination, 0, size);
        return destination;
    }
}
