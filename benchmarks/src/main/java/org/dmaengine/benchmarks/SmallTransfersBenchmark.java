package org.dmaengine.benchmarks;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.dmaengine.CookieCallback;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// The paths that allocate nothing (D13), 64 B a transfer, per transfer: polled, called back, resubmitted; and the plain
/// copy beside them as the limit.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class SmallTransfersBenchmark {
    private static final int BATCH = 64;
    private static final int SIZE = 64;

    private final long[] cookies = new long[BATCH];
    private Rig rig;
    private DmaDescriptor reused;
    private MemorySegment from;
    private MemorySegment to;
    // Written by the completer, read by the benchmark's thread.
    private volatile long calledBack;

    /// A channel of its own for each trial.
    @Setup
    public void open() {
        rig = new Rig();
        from = rig.source().segment();
        to = rig.target().segment();
        CookieCallback count = (cookie, outcome, residue) -> calledBack = cookie;
        rig.channel().onComplete(count);
        reused = rig.channel().prepareMemcpy(rig.target(), 0, rig.source(), 0, SIZE, TransferFlag.ACK).reusable(true);
    }

    /// Ends the channel and its threads.
    @TearDown
    public void close() {
        rig.close();
    }

    /// Enqueue 64, issue once, harvest 64.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long polled() {
        for (int i = 0; i < BATCH; i++) {
            rig.channel().enqueueMemcpy(rig.target(), i * SIZE, rig.source(), i * SIZE, SIZE, TransferFlags.NONE);
        }
        rig.channel().issuePending();
        return harvest(BATCH);
    }

    /// The same with a primitive callback for each transfer; waits only when callbacks hold all places of the queue.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long calledBack() {
        while (rig.channel().queueSpace() < BATCH) {
            Thread.yield();
        }
        long last = 0;
        for (int i = 0; i < BATCH; i++) {
            last = rig.channel().enqueueMemcpy(rig.target(), i * SIZE, rig.source(), i * SIZE, SIZE, TransferFlags.INTERRUPT);
        }
        rig.channel().issuePending();
        harvest(BATCH);
        return last + calledBack;
    }

    /// One reusable descriptor again and again.
    @Benchmark
    public long resubmitted() {
        long cookie = reused.submit();
        rig.channel().issuePending();
        harvest(1);
        return cookie;
    }

    /// What a copy costs without any engine.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void plainCopy() {
        for (int i = 0; i < BATCH; i++) {
            MemorySegment.copy(from, (long) i * SIZE, to, (long) i * SIZE, SIZE);
        }
    }

    private long harvest(int count) {
        int taken = 0;
        while (taken < count) {
            taken += rig.channel().harvest(cookies);
        }
        return cookies[0];
    }
}
