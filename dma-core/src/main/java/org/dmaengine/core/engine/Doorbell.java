package org.dmaengine.core.engine;

/// How one channel tells its engine that there is something to do. Any thread; never blocks.
public final class Doorbell {
    private final Engine engine;
    private final Steppable channel;
    private volatile boolean rung;
    // Time at which it rings by itself, on the engine's clock; 0 for never.
    private volatile long alarm;
    private volatile int priority;

    Doorbell(Engine engine, Steppable channel) {
        this.engine = engine;
        this.channel = channel;
    }

    /// Has a runner give the channel a turn soon.
    public void ring() {
        rung = true;
        engine.wakeOne();
    }

    /// Rings at a time on the engine's clock; takes the place of an earlier request.
    public void ringAt(long time) {
        alarm = time == 0 ? 1 : time;
        // A parked runner has to look again how long it may sleep.
        engine.wakeOne();
    }

    /// The time on the clock of [#ringAt].
    public long nanoTime() {
        return engine.nanoTime();
    }

    /// How urgent the channel is among those of its engine; 0 at first.
    public void priority(int value) {
        priority = value;
    }

    int priority() {
        return priority;
    }

    boolean isArmed() {
        return alarm != 0;
    }

    /// Nanoseconds until it rings by itself, 0 or less if that is due; of an armed one only.
    long untilAlarm(long now) {
        return alarm - now;
    }

    boolean isRung() {
        return rung;
    }

    boolean answer() {
        if (alarm != 0 && untilAlarm(engine.nanoTime()) <= 0) {
            alarm = 0;
            channel.timeHasCome();
            rung = true;
        }
        if (!rung) {
            return false;
        }
        rung = false;
        channel.turn();
        return true;
    }
}
