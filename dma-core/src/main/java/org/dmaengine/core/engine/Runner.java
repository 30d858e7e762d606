package org.dmaengine.core.engine;

import java.util.concurrent.locks.LockSupport;
import org.dmaengine.spi.WaitStrategy;

/// A thread that gives an engine's channels their turns. With nothing to do it spins for some microseconds and parks: it then costs
/// nothing until a doorbell is rung or rings by itself. It does not yield: where every processor is busy, that gives up a whole time
/// slice, and a doorbell that is rung meanwhile is heard milliseconds later (docs/adr/0007).
final class Runner extends Thread {
    private static final int SPINS = 250;

    private final Engine engine;
    private final int patience;
    private final Berth berth = new Berth();

    Runner(Engine engine, int number) {
        super("dma-engine-" + engine.spec().name() + "-" + number);
        this.engine = engine;
        this.patience = engine.spec().waitStrategy() == WaitStrategy.PARK ? 0 : SPINS;
        setDaemon(true);
    }

    @Override
    public void run() {
        int idle = 0;
        while (!engine.isStopping()) {
            if (round()) {
                idle = 0;
            } else if (idle < patience) {
                idle++;
                Thread.onSpinWait();
            } else {
                park();
                idle = 0;
            }
            // A driver may leave the thread interrupted: parking would not wait then, and the next driver's port would suffer.
            Thread.interrupted();
        }
    }

    private boolean round() {
        try {
            return engine.round();
        } catch (Throwable mistake) {
            // Drivers have been dealt with below: this is our own, and no reason to leave the other channels.
            getUncaughtExceptionHandler().uncaughtException(this, mistake);
            return true;
        }
    }

    private void park() {
        try {
            long nanos = berth.enter(engine);
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park(engine);
            } else if (nanos > 0) {
                LockSupport.parkNanos(engine, nanos);
            }
        } finally {
            berth.leave();
        }
    }

    boolean wakeFrom(Berth.Sleep sleep) {
        if (!berth.wake(sleep)) {
            return false;
        }
        LockSupport.unpark(this);
        return true;
    }

    void wake() {
        LockSupport.unpark(this);
    }
}
