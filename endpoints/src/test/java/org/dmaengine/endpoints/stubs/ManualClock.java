package org.dmaengine.endpoints.stubs;

import java.util.PriorityQueue;
import org.dmaengine.endpoints.PaceClock;

/// Time that passes when it is told to; tasks run on the thread that tells it.
public final class ManualClock implements PaceClock {
    private record Task(long time, Runnable work) {
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>((a, b) -> Long.compare(a.time, b.time));
    private long now = -1000; // a clock may be negative
    private int runs;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Runnable at(long time, Runnable work) {
        Task task = new Task(time, work);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    public void pass(long nanos) {
        long end = now + nanos;
        while (!tasks.isEmpty() && tasks.peek().time <= end) {
            Task next = tasks.poll();
            now = Math.max(now, next.time);
            runs++;
            next.work.run();
        }
        now = end;
    }

    public int pending() {
        return tasks.size();
    }

    public int runs() {
        return runs;
    }
}
