package org.dmaengine.slavemap.files;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Looks again and again, on a thread of its own, until it is closed.
///
/// Polling rather than a `WatchService`: that one does not see changes made on the other side of a network or overlay file system, which is
/// where gateways have such files; and a look at a file costs microseconds.
final class Poll implements AutoCloseable {
    private final ScheduledExecutorService thread;

    /// @param name   of the thread
    /// @param millis between the end of a look and the next; 0 for no look at all
    Poll(String name, long millis, Runnable look) {
        thread = Executors.newSingleThreadScheduledExecutor(action -> Thread.ofPlatform().name(name).daemon().unstarted(action));
        if (millis > 0) {
            thread.scheduleWithFixedDelay(look, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    /// No look begins any more. One that is under way is neither interrupted nor waited for: it may be the one that closes this.
    @Override
    public void close() {
        thread.shutdown();
    }
}
