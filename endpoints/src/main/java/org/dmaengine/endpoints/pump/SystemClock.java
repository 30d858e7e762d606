package org.dmaengine.endpoints.pump;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dmaengine.endpoints.PaceClock;

/// The system's time. Its thread ends by itself soon after the last task has run or has been cancelled, and nobody interrupts it.
public enum SystemClock implements PaceClock {
    INSTANCE;

    private static final long IDLE_MILLIS = 200;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("endpoint timer").inheritInheritableThreadLocals(false).factory());

    SystemClock() {
        timer.setKeepAliveTime(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Runnable at(long time, Runnable task) {
        Future<?> scheduled = timer.schedule(task, time - System.nanoTime(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }
}
