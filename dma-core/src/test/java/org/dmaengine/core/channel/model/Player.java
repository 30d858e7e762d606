package org.dmaengine.core.channel.model;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.dmaengine.DmaException;

/// A thread that makes one call at a time, when it is told to. A call that ends in a callback is answered from inside that
/// callback, and further calls are made from there until it is told to leave.
final class Player extends Thread {
    /// What a thread says that has not answered.
    static final String NO_ANSWER = null;
    private static final int SPINS = 2000;

    private volatile Callable<String> task;
    private volatile String answer;
    private volatile Thread asker;
    private volatile boolean over;
    private boolean leaves;
    private RuntimeException throwing;

    Player(String name) {
        super(name);
        setDaemon(true);
        start();
    }

    // ---- whoever directs ----

    /// Makes a call; the answer comes with [#answer].
    void begin(Callable<String> call) {
        asker = Thread.currentThread();
        answer = NO_ANSWER;
        task = call;
        LockSupport.unpark(this);
    }

    /// Waits for the answer; fails after so long.
    String answer(long patienceNanos) {
        long deadline = 0;
        for (int i = 0; answer == NO_ANSWER; i++) {
            if (i < SPINS) {
                Thread.onSpinWait();
                continue;
            }
            long now = System.nanoTime();
            deadline = deadline == 0 ? now + patienceNanos : deadline;
            if (now - deadline > 0) {
                return getName() + " does not answer, but " + getState() + " at " + Arrays.asList(getStackTrace());
            }
            LockSupport.parkNanos(this, deadline - now);
        }
        return answer;
    }

    /// Says whether there is an answer.
    boolean hasAnswered() {
        return answer != NO_ANSWER;
    }

    /// Waits until it has answered, or waits itself for something.
    void untilWaiting(long patienceNanos) {
        long deadline = System.nanoTime() + patienceNanos;
        while (answer == NO_ANSWER && (getState() != State.TIMED_WAITING || task != null) && System.nanoTime() - deadline < 0) {
            Thread.yield();
        }
    }

    /// Has the callback that it is in return, or throw; the answer is that of the next callback or of the delivery.
    void leave(RuntimeException thrown) {
        begin(() -> {
            leaves = true;
            throwing = thrown;
            return NO_ANSWER;
        });
    }

    void end() {
        over = true;
        LockSupport.unpark(this);
    }

    // ---- the thread ----

    @Override
    public void run() {
        serve();
    }

    /// Called inside a callback: this is the answer, and more calls may be made from here.
    void inCallback(String text) {
        reply(text);
        serve();
        leaves = false;
        RuntimeException thrown = throwing;
        throwing = null;
        if (thrown != null) {
            throw thrown;
        }
    }

    private void serve() {
        while (!over) {
            Callable<String> call = take();
            if (call == null) {
                return;
            }
            String said = said(call);
            if (leaves) {
                return;
            }
            reply(said);
        }
    }

    private Callable<String> take() {
        for (int i = 0; task == null; i++) {
            if (over) {
                return null;
            }
            if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
            }
        }
        Callable<String> call = task;
        task = null;
        return call;
    }

    private void reply(String text) {
        answer = text;
        LockSupport.unpark(asker);
    }

    private static String said(Callable<String> call) {
        try {
            return call.call();
        } catch (DmaException | IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return e.getClass().getSimpleName();
        } catch (Throwable t) {
            return t + " at " + Arrays.asList(t.getStackTrace());
        }
    }
}
