package org.dmaengine.core.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// The platform threads that run completion callbacks.
///
/// A channel is queued at most once and served by one thread at a time, so that its callbacks come in order. There are as
/// many threads as processors while callbacks are short. When they hold their threads, so that a queued channel has not
/// been served for a millisecond, the keeper adds a thread (see [Congestion]); threads without work end after some seconds.
/// Waiting and waking allocate nothing.
public final class CompleterPool implements Completers {
    private static final int BASE = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final long lingerNanos;
    private final ReentrantLock lock = new BriefLock();
    // Guarded by lock.
    private final ArrayDeque<Deliverable> queue = new ArrayDeque<>();
    private final List<Completer> threads = new ArrayList<>();
    private final ArrayDeque<Completer> idle = new ArrayDeque<>();
    private Keeper keeper;
    private int numbered;
    private long served;
    private boolean stopping;

    /// A pool without threads; they come with work.
    public CompleterPool() {
        this(LINGER_NANOS);
    }

    CompleterPool(long lingerNanos) {
        this.lingerNanos = lingerNanos;
    }

    @Override
    public void submit(Deliverable channel) {
        lock.lock();
        try {
            queue.add(channel);
            if (!wakeIdle()) {
                if (threads.size() < BASE) {
                    addThread();
                } else {
                    keepWatch();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Runs something that is no completion callback, soon, on one of the threads.
    public void execute(Runnable task) {
        submit(new Task(task));
    }

    /// Says whether the calling thread runs a completion callback of some channel.
    public static boolean isInCallback() {
        return Thread.currentThread() instanceof Completer completer && completer.inCallback;
    }

    /// Lets the threads deliver what is queued and end; waits for them until the deadline ([System#nanoTime]).
    ///
    /// @return false if a callback holds one of them; it ends when the callback returns
    public boolean stop(long deadline) {
        List<Thread> ending;
        lock.lock();
        try {
            stopping = true;
            ending = new ArrayList<>(threads);
            if (keeper != null) {
                ending.add(keeper);
            }
            ending.forEach(LockSupport::unpark);
        } finally {
            lock.unlock();
        }
        boolean all = true;
        for (Thread thread : ending) {
            all &= Joining.hasEnded(thread, deadline);
        }
        return all;
    }

    private boolean wakeIdle() {
        Completer waiting = idle.poll();
        if (waiting == null) {
            return false;
        }
        waiting.woken = true;
        LockSupport.unpark(waiting);
        return true;
    }

    private void addThread() {
        assert lock.isHeldByCurrentThread();
        Completer thread = new Completer(numbered++);
        // One that cannot be started must not be counted on.
        thread.start();
        threads.add(thread);
    }

    private void keepWatch() {
        if (keeper == null) {
            keeper = new Keeper();
            keeper.start();
        } else {
            LockSupport.unpark(keeper);
        }
    }

    /// The next channel to serve; null if there is none now.
    private Deliverable poll() {
        Deliverable next = queue.poll();
        if (next != null) {
            served++;
        }
        return next;
    }

    private record Task(Runnable task) implements Deliverable {
        @Override
        public void deliver() {
            task.run();
        }
    }

    private final class Completer extends Thread {
        private boolean inCallback;
        /// Guarded by lock: taken off the idle ones, so that somebody counts on this thread.
        private boolean woken;
        /// It runs a callback.
        private volatile boolean inside;

        Completer(int number) {
            super("dma-completer-" + number);
            setDaemon(true);
        }

        @Override
        public void run() {
            for (Deliverable channel = next(); channel != null; channel = next()) {
                inCallback = !(channel instanceof Task);
                try {
                    channel.deliver();
                } catch (Throwable mistake) {
                    // Callbacks have been dealt with below: this is our own, and no reason to leave the other channels.
                    getUncaughtExceptionHandler().uncaughtException(this, mistake);
                }
                // The next callback is another client's.
                Thread.interrupted();
            }
        }

        /// Says whether its callback waits for something.
        private boolean isHeld() {
            State state = getState();
            return inside && (state == State.WAITING || state == State.TIMED_WAITING || state == State.BLOCKED);
        }

        private Deliverable next() {
            inside = false;
            long until = System.nanoTime() + lingerNanos;
            while (true) {
                lock.lock();
                try {
                    Deliverable channel = poll();
                    if (channel != null) {
                        idle.remove(this);
                        woken = false;
                        inside = true;
                        return channel;
                    }
                    if (stopping || System.nanoTime() - until >= 0 && !woken) {
                        idle.remove(this);
                        threads.remove(this);
                        return null;
                    }
                    woken = false;
                    if (!idle.contains(this)) {
                        idle.push(this);
                    }
                } finally {
                    lock.unlock();
                }
                LockSupport.parkNanos(CompleterPool.this, Math.max(1, until - System.nanoTime()));
                // Somebody may have interrupted it while it was idle: parking would not wait then.
                Thread.interrupted();
            }
        }
    }

    /// Adds a thread when the queue does not move because callbacks hold all threads.
    private final class Keeper extends Thread {
        Keeper() {
            super("dma-completer-keeper");
            setDaemon(true);
        }

        @Override
        public void run() {
            Congestion congestion = new Congestion();
            while (true) {
                boolean quiet;
                lock.lock();
                try {
                    if (stopping) {
                        return;
                    }
                    quiet = queue.isEmpty();
                    if (quiet) {
                        congestion.clear();
                    } else if (!wakeIdle() && congestion.needsThread(served, isAnyOnItsWay(), isAnyHeld())) {
                        addThread();
                    }
                } finally {
                    lock.unlock();
                }
                if (quiet) {
                    LockSupport.park(CompleterPool.this);
                } else {
                    LockSupport.parkNanos(CompleterPool.this, HELD_NANOS);
                }
            }
        }

        private boolean isAnyOnItsWay() {
            for (Completer thread : threads) {
                if (!thread.inside) {
                    return true;
                }
            }
            return false;
        }

        private boolean isAnyHeld() {
            for (Completer thread : threads) {
                if (thread.isHeld()) {
                    return true;
                }
            }
            return false;
        }
    }
}
