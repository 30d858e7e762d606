package org.dmaengine.core.engine;

import java.util.concurrent.atomic.AtomicReference;

/// Whether one runner sleeps, so that nobody wakes one that is awake: waking is a system call.
///
/// ```text
/// AWAKE ──enter──▶ PARKED ──an alarm is set──▶ WATCHING
///   ▲──wake, leave───┴───────────────────────────┘
/// ```
///
/// A runner first says that it sleeps and then looks whether there is anything to do; whoever has something to do says so first
/// and then looks who sleeps. One of the two sees the other. Waking is a compare-and-set, so that two who ring wake two.
///
/// While an alarm is set, a runner that sleeps watches the clock; it is woken for work only if nobody sleeps who does not watch.
/// So an alarm is late only if all runners are busy.
final class Berth {
    /// How it sleeps.
    enum Sleep { AWAKE, PARKED, WATCHING }

    private final AtomicReference<Sleep> sleep = new AtomicReference<>(Sleep.AWAKE);

    /// Goes to sleep, if there is nothing to do.
    ///
    /// @return nanoseconds to sleep, `Long.MAX_VALUE` for as long as nobody wakes it, 0 or less for not at all
    long enter(Engine engine) {
        sleep.set(Sleep.PARKED);
        if (engine.isAnyRung() || engine.isStopping()) {
            return 0;
        }
        long nanos = engine.untilFirstAlarm();
        if (nanos != Long.MAX_VALUE && !sleep.compareAndSet(Sleep.PARKED, Sleep.WATCHING)) {
            return 0;
        }
        return nanos;
    }

    void leave() {
        sleep.set(Sleep.AWAKE);
    }

    /// Says that it is woken, if it sleeps in that way; the caller then unparks it.
    boolean wake(Sleep from) {
        return sleep.get() == from && sleep.compareAndSet(from, Sleep.AWAKE);
    }
}
