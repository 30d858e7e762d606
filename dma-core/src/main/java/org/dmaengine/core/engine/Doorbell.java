package org.dmaengine.core.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// How one channel tells its engine that there is something to do. Any thread; never blocks.
public final class Doorbell {
    private static final VarHandle ALARM;

    static {
        try {
            ALARM = MethodHandles.lookup().findVarHandle(Doorbell.class, "alarm", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Engine engine;
    private final Steppable channel;
    private final Bank bank;
    private final int place;
    // When it rings by itself, 0 for never. Set by whoever drives the channel; taken by compare-and-set when it is due, so that a time that
    // is set just then stays.
    private volatile long alarm;
    private volatile int priority;
    // Number of the last turn; written by whoever has claimed it, read by those who choose.
    private volatile long lastTurn;

    Doorbell(Engine engine, Steppable channel, Bank bank, int place) {
        this.engine = engine;
        this.channel = channel;
        this.bank = bank;
        this.place = place;
    }

    /// Has a runner give the channel a turn soon.
    public void ring() {
        if (isAttached()) {
            bank.ring(place);
            engine.wakeOne();
        }
    }

    /// [#ring] at the end of a turn, by the runner that gave it: it looks itself what to do next, nobody need be woken.
    public void ringAgain() {
        if (isAttached()) {
            bank.ring(place);
        }
    }

    /// Rings at a time on the engine's clock; takes the place of an earlier request. Never at one that is too far away for its differences.
    public void ringAt(long time) {
        if (engine.isNever(time)) {
            alarm = 0;
            return;
        }
        long kept = Alarms.kept(time);
        alarm = kept;
        engine.hasAlarm(kept);
    }

    /// The time on the clock of [#ringAt].
    public long nanoTime() {
        return engine.nanoTime();
    }

    /// How urgent the channel is among those of its engine; 0 at first.
    public void priority(int value) {
        priority = value;
    }

    // ---- the engine ----

    private boolean isAttached() {
        return bank.at(place) == this;
    }

    void leave() {
        if (isAttached()) {
            bank.clear(place);
        }
    }

    boolean goesBefore(Doorbell other, boolean byAgeAlone) {
        if (!byAgeAlone && priority != other.priority) {
            return priority > other.priority;
        }
        return lastTurn < other.lastTurn;
    }

    /// Claims the turn; false if another runner has it.
    boolean take() {
        return bank.take(place, this);
    }

    /// Its turn has this number.
    void hasTurn(long number) {
        lastTurn = number;
    }

    void turn() {
        channel.turn();
    }

    /// Rings if its time has come; else answers that time, 0 if there is none.
    long ringIfDue(long now) {
        long at = alarm;
        if (at == 0 || at - now > 0) {
            return at;
        }
        // If not, its channel has just set another time, and says so itself.
        if (ALARM.compareAndSet(this, at, 0L)) {
            channel.timeHasCome();
            bank.ring(place);
        }
        return 0;
    }
}
