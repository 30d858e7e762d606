package org.dmaengine.tools.demo;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaChannel;
import org.dmaengine.examples.polledcopies.PolledSmallCopies;
import org.dmaengine.mapping.Mapping;

/// Small copies on the path that allocates nothing, beside the copy loop that any Java program could have written.
final class SmallTransfers implements DemoPart {
    private static final int PIECE = 64;
    private static final int BUFFER = 64 << 10;
    private static final int BATCH = 256;
    private static final long WARM_UP = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long MEASURED = TimeUnit.SECONDS.toNanos(1);

    @Override
    public String title() {
        return "Small transfers: " + PIECE + " bytes each, " + BATCH + " to a doorbell, no garbage";
    }

    @Override
    public void show(Stage stage) {
        try (DmaChannel channel = stage.slaveMap().requestChannel("shell", "copy");
             Mapping from = channel.mapper().allocate(BUFFER);
             Mapping to = channel.mapper().allocate(BUFFER)) {
            from.segment().copyFrom(Proof.random(BUFFER));
            engine(channel, from, to, WARM_UP);
            double engine = engine(channel, from, to, MEASURED);
            Proof.arrived(from.segment(), to.segment());
            loop(from.segment(), to.segment(), WARM_UP);
            double loop = loop(from.segment(), to.segment(), MEASURED);
            stage.fact("enqueueMemcpy, harvest", "%6.2f million transfers a second, one client", engine / 1e6);
            stage.fact("MemorySegment.copy", "%6.2f million copies a second in a plain loop, the limit of what can be had",
                    loop / 1e6);
        }
    }

    /// @return transfers per second
    private static double engine(DmaChannel channel, Mapping from, Mapping to, long nanos) {
        PolledSmallCopies copies = new PolledSmallCopies(channel, BATCH);
        long begin = System.nanoTime();
        long done = 0;
        do {
            done += copies.copy(from, to, PIECE);
        } while (goesOn(begin, nanos));
        return done * 1e9 / (System.nanoTime() - begin);
    }

    /// An interrupt ends the part early; the tour notices it.
    private static boolean goesOn(long begin, long nanos) {
        return System.nanoTime() - begin < nanos && !Thread.currentThread().isInterrupted();
    }

    /// @return copies per second
    private static double loop(MemorySegment from, MemorySegment to, long nanos) {
        long begin = System.nanoTime();
        long done = 0;
        do {
            for (int i = 0; i < BATCH; i++) {
                int offset = i * PIECE % BUFFER;
                MemorySegment.copy(from, offset, to, offset, PIECE);
            }
            done += BATCH;
        } while (goesOn(begin, nanos));
        return done * 1e9 / (System.nanoTime() - begin);
    }
}
