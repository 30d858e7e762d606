package org.dmaengine.it;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.CountDownLatch;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.WaitStrategy;

/// A copy engine that breaks when it is told to, after some steps: it throws, or does not come back.
final class MoodyDriver implements ChannelDriver {
    /// What a step moves.
    static final int STEP = 4096;

    /// What it does instead of a step; the step has moved its bytes by then.
    interface Mood {
        void show() throws Throwable;
    }

    private final EngineSpec engine = new EngineSpec("moody", 1, WaitStrategy.PARK, false);
    private volatile Mood mood = () -> { };
    private volatile int steps = Integer.MAX_VALUE;

    /// In the step behind so many more.
    MoodyDriver after(int newSteps, Mood newMood) {
        mood = newMood;
        steps = newSteps;
        return this;
    }

    /// Hangs until the latch is open, whatever happens meanwhile.
    static Mood hanging(CountDownLatch inside, CountDownLatch until) {
        return () -> {
            inside.countDown();
            until.await();
        };
    }

    @Override
    public ChannelCapabilities capabilities() {
        return ChannelCapabilities.of(Capability.MEMCPY).build();
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    @Override
    public void open(ChannelHost host) {
        // it holds nothing
    }

    @Override
    public long start(Transfer transfer) {
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        long bytes = Math.min(STEP, Math.min(limit, transfer.run()));
        MemorySegment.copy(transfer.source(), transfer.sourceOffset(), transfer.destination(), transfer.destinationOffset(), bytes);
        if (steps-- == 0) {
            show();
        }
        return bytes;
    }

    private void show() {
        try {
            mood.show();
        } catch (Throwable e) {
            throw MoodyDriver.<RuntimeException>unchecked(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable e) throws T {
        throw (T) e;
    }

    @Override
    public long stop(Transfer transfer) {
        return 0;
    }

    @Override
    public void close() {
        // nothing was opened
    }
}
