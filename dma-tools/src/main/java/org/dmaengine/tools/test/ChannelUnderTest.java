package org.dmaengine.tools.test;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.dmaengine.DmaChannel;

/// A channel and the threads that test it (TST-25 to TST-28). Without the capability it has none, yet is held until
/// the end of the run (TST-26).
final class ChannelUnderTest implements AutoCloseable {
    private final DmaChannel channel;
    private final String name;
    private final PrintStream out;
    private final Queue<TestBuffers> leftovers = new ConcurrentLinkedQueue<>();
    private final List<FutureTask<TestSummary>> tasks = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    ChannelUnderTest(DmaChannel channel, TestParameters parameters, PrintStream out, CountDownLatch stop, TestPace pace) {
        this.channel = channel;
        this.name = channel.name();
        this.out = out;
        Operation operation = parameters.operation();
        int count = channel.capabilities().supports(operation.capability()) ? parameters.threadsPerChannel() : 0;
        for (int i = 0; i < count; i++) {
            TestLog log = new TestLog(out, name + "-" + operation.word() + i, parameters.verbose());
            FutureTask<TestSummary> task = new FutureTask<>(new TestThread(channel, parameters, log, stop, leftovers, pace));
            tasks.add(task);
            threads.add(Thread.ofPlatform().name(log.thread()).priority(Thread.MIN_PRIORITY).daemon().unstarted(task));
        }
        out.println(TestLog.PREFIX + "Added " + count + " threads using " + name);
    }

    String name() {
        return name;
    }

    /// How many threads test it.
    int threads() {
        return threads.size();
    }

    void start() {
        out.println(TestLog.PREFIX + "Started " + threads.size() + " threads using " + name);
        threads.forEach(Thread::start);
    }

    /// Waits until all have ended by themselves.
    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /// Waits so long for those that are in a transfer, then interrupts their wait. The channel's release frees the rest.
    void join(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            if (thread.isAlive() && !thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                thread.interrupt();
                thread.join(patience);
            }
        }
    }

    /// What became of each thread that has ended.
    List<TestSummary> summaries() {
        return tasks.stream().filter(task -> task.state() == FutureTask.State.SUCCESS).map(FutureTask::resultNow).toList();
    }

    /// Says whether every thread came to an end and counted no failure.
    boolean isOk() {
        List<TestSummary> summaries = summaries();
        return summaries.size() == tasks.size() && summaries.stream().allMatch(TestSummary::isOk);
    }

    /// Releases the channel, which terminates what is stuck, and only then frees the memory it was stuck with.
    @Override
    public void close() {
        channel.close();
        leftovers.forEach(TestBuffers::close);
    }
}
