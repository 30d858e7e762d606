package org.dmaengine.tck.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.dmaengine.spi.ChannelHost;

/// The host of a channel on the bench. Its clock stands still until the bench lets time pass.
final class BenchHost implements ChannelHost {
    private static final long NEVER = Long.MAX_VALUE;

    private final String name;
    private final int requestLine;
    private final Map<String, Object> parameters;
    private final Calls calls;
    private final Violations violations;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    // Guarded by lock.
    private boolean awake;
    private volatile long now = 1_000_000_000L;
    private volatile long alarm = NEVER;
    private volatile Runnable whenWaiting = () -> { };

    BenchHost(String name, int requestLine, Map<String, Object> parameters, Calls calls, Violations violations) {
        this.name = name;
        this.requestLine = requestLine;
        this.parameters = parameters;
        this.calls = calls;
        this.violations = violations;
    }

    // ---- the bench ----

    /// A step begins: whatever wakes the channel from now on is not lost.
    void stepBegins() {
        lock.lock();
        try {
            awake = false;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the channel is woken, lets time pass if it asked for that; false if nothing happens in time, or the driver is
    /// wanted back.
    boolean awaitWake(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            if (awake) {
                return true;
            }
            if (alarm != NEVER) {
                now = Math.max(now, alarm);
                alarm = NEVER;
                return true;
            }
            long left = patience.toNanos();
            while (!awake && left > 0 && !calls.isRecalled()) {
                left = woken.awaitNanos(left);
            }
            return awake;
        } finally {
            lock.unlock();
        }
    }

    /// Whoever waits looks again.
    void stir() {
        lock.lock();
        try {
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isAwake() {
        lock.lock();
        try {
            return awake;
        } finally {
            lock.unlock();
        }
    }

    /// What happens when the driver says, inside a step, that it waits: in the moment between its look and its answer.
    void whenWaiting(Runnable action) {
        whenWaiting = action;
    }

    // ---- the driver ----

    @Override
    public void wake() {
        lock.lock();
        try {
            awake = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void wakeAt(long time) {
        expectInside("wakeAt");
        alarm = time;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void priority(int priority) {
        expectInside("priority");
    }

    @Override
    public void waitsFor(String reason) {
        expectInside("waitsFor");
        Runnable action = whenWaiting;
        whenWaiting = () -> { };
        action.run();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int requestLine() {
        return requestLine;
    }

    @Override
    public Map<String, Object> parameters() {
        return parameters;
    }

    private void expectInside(String method) {
        if (!calls.isInside()) {
            throw violations.add("ChannelHost." + method + " is called although no call of the driver is under way; only wake may be",
                    "ChannelHost." + method);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
