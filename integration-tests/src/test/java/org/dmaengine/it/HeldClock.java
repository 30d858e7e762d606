package org.dmaengine.it;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dmaengine.endpoints.PaceClock;

/// Time that passes when the test says so; what was due runs on the test's thread.
final class HeldClock implements PaceClock {
    private record Task(long time, Runnable work) {
    }

    private final List<Task> tasks = new ArrayList<>();
    private long now;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Runnable at(long time, Runnable work) {
        Task task = new Task(time, work);
        tasks.add(task);
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /// Lets so much time pass.
    void pass(long nanos) {
        List<Task> due;
        synchronized (this) {
            now += nanos;
            due = tasks.stream().filter(task -> task.time <= now).sorted(Comparator.comparingLong(Task::time)).toList();
            tasks.removeAll(due);
        }
        due.forEach(task -> task.work.run());
    }
}
