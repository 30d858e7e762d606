package org.dmaengine.core.engine;

/// How one channel tells its engine that there is something to do. Any thread; never blocks.
public final class Doorbell {
    private final Engine engine;
    private final Steppable channel;
    private volatile boolean rung;

    Doorbell(Engine engine, Steppable channel) {
        this.engine = engine;
        this.channel = channel;
    }

    /// Has a runner give the channel a turn soon.
    public void ring() {
        rung = true;
        engine.wakeOne();
    }

    boolean isRung() {
        return rung;
    }

    boolean answer() {
        if (!rung) {
            return false;
        }
        rung = false;
        channel.turn();
        return true;
    }
}
