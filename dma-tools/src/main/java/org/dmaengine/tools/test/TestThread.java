package org.dmaengine.tools.test;

import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaChannel;

/// Runs tests on one channel until it has done its iterations or is told to stop, and sums them up (TST-35).
final class TestThread implements Callable<TestSummary> {
    /// Set-up failed for want of memory, or asked for what cannot be (TST-56); the kernel's ENOMEM.
    static final int NO_MEMORY = -12;
    /// The controller left for good, so that no further test makes sense; the kernel's ENODEV.
    static final int NO_DEVICE = -19;
    /// After a refusal (TST-44).
    private static final long RETRY_MILLIS = 100;

    private final DmaChannel channel;
    private final TestParameters parameters;
    private final TestLog log;
    private final CountDownLatch stop;
    private final Queue<TestBuffers> leftovers;
    private final TestPace pace;
    private final SplittableRandom random = new SplittableRandom();
    private final Trial trial;
    private final int alignment;

    private TestBuffers buffers;
    private long tests;
    private long failures;
    private long bytes;
    private int code;

    /// @param stop      counted down to end this thread after its current transfer
    /// @param leftovers takes buffers that a transfer may still use
    /// @param pace      says when a test may begin
    TestThread(DmaChannel channel, TestParameters parameters, TestLog log, CountDownLatch stop, Queue<TestBuffers> leftovers, TestPace pace) {
        this.channel = channel;
        this.parameters = parameters;
        this.log = log;
        this.stop = stop;
        this.leftovers = leftovers;
        this.pace = pace;
        this.trial = new Trial(channel, parameters, log);
        this.alignment = parameters.alignmentShift() >= 0
                ? 1 << parameters.alignmentShift()
                : parameters.operation().alignment(channel.capabilities());
    }

    @Override
    public TestSummary call() {
        long begin = System.nanoTime();
        if (alignment > parameters.bufferSize()) {
            log.line("an alignment of " + alignment + " bytes does not fit a buffer of " + parameters.bufferSize()
                    + "; set alignment or test_buf_size");
            code = NO_MEMORY;
        } else {
            try {
                allocate();
                loop();
                buffers.close();
            } catch (OutOfMemoryError e) {
                log.line(e.getMessage());
                code = NO_MEMORY;
            } catch (InterruptedException _) {
                tests--; // told to stop in mid transfer: neither passed nor failed
                leftovers.add(buffers);
            } catch (RuntimeException e) { // a channel on which not even memory can be had
                log.line(e.toString());
                code = NO_DEVICE;
            }
        }
        Speed speed = new Speed((System.nanoTime() - begin - trial.aside()) / 1000);
        TestSummary summary = new TestSummary(log.thread(), tests, failures, speed.iops(tests), speed.kbps(bytes), code);
        log.out().println(summary);
        return summary;
    }

    private void allocate() {
        buffers = new TestBuffers(channel.mapper(), parameters.bufferSize(), alignment, parameters.nobounce());
    }

    private void loop() throws InterruptedException {
        while (stop.getCount() > 0 && code == 0 && (parameters.iterations() == 0 || tests < parameters.iterations())) {
            pace.begin();
            try {
                test();
            } finally {
                pace.end();
            }
        }
    }

    private void test() throws InterruptedException {
        TestWindow window = TestWindow.choose(parameters, alignment, random);
        tests++;
        bytes += window.length();
        switch (trial.run(tests, buffers, window)) {
            case PASSED -> { }
            case FAILED -> failures++;
            case REFUSED -> {
                failures++;
                stop.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
            case STUCK -> {
                failures++;
                leftovers.add(buffers);
                allocate();
            }
            case GONE -> {
                failures++;
                code = NO_DEVICE;
            }
        }
    }
}
