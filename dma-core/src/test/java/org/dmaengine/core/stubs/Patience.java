package org.dmaengine.core.stubs;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// How long tests wait for what must come, and what they say when it does not.
public final class Patience {
    /// Long enough for a machine that is busy with other things: nothing waits this long unless something is broken.
    public static final long NANOS = TimeUnit.SECONDS.toNanos(20);

    private Patience() {
    }

    /// Waits for something that has no latch, such as another thread being parked.
    public static void until(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain until " + what + "\n" + threads());
            }
            Thread.yield();
        }
    }

    /// Waits for a latch, whatever interrupts; the interrupt is kept.
    public static void await(CountDownLatch latch, String what) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + NANOS;
        while (true) {
            try {
                if (!latch.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw new AssertionError("waited in vain for " + what + "\n" + threads());
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until a thread waits for something itself.
    public static void untilParked(Thread thread) {
        until(() -> isParked(thread), "thread " + thread.getName() + " waits");
    }

    /// Waits until there is a thread of that name, and it waits for something itself.
    public static void untilParked(String name) {
        until(() -> Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals(name) && isParked(thread)),
                "a thread " + name + " waits");
    }

    private static boolean isParked(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING;
    }

    /// What every thread does, for failure messages.
    public static String threads() {
        StringBuilder all = new StringBuilder("threads:\n");
        for (ThreadInfo info : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            all.append(info);
        }
        return all.toString();
    }
}
