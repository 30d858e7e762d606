package org.dmaengine.tools.test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.dmaengine.CompletionCallback;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferFlag;
import org.dmaengine.mapping.Mapping;

/// One test: fill, map, prepare, submit, wait, unmap, compare (TST-36 to TST-43).
///
/// Two things differ from the kernel's. A transfer that has not ended in time keeps its buffers: a mapping in flight
/// cannot be closed here, so they stay aside until the channel is released (the kernel reuses them, TST-45). And a polled
/// test does not terminate the channel after each wait (TST-42), which would drop what its sibling threads have queued.
final class Trial {
    /// How a test ended.
    enum Verdict {
        PASSED,
        /// The transfer ended, but not well.
        FAILED,
        /// There was no transfer: mapping, preparing or submitting failed.
        REFUSED,
        /// The transfer may still use the buffers.
        STUCK,
        /// There will be no more transfers on this channel.
        GONE
    }

    /// What `dma_sync_wait` waits, whatever the timeout says (TST-42).
    private static final Duration SYNC_WAIT = Duration.ofSeconds(5);

    private final DmaChannel channel;
    private final TestParameters parameters;
    private final TestLog log;
    private final Pattern pattern;
    private long aside;

    Trial(DmaChannel channel, TestParameters parameters, TestLog log) {
        this.channel = channel;
        this.parameters = parameters;
        this.log = log;
        this.pattern = new Pattern(parameters.operation());
    }

    /// Nanoseconds spent on filling and comparing, which do not count as the channel's (TST-57).
    long aside() {
        return aside;
    }

    /// Runs one test.
    ///
    /// @throws InterruptedException if the wait was interrupted; the transfer goes on
    Verdict run(long test, TestBuffers buffers, TestWindow window) throws InterruptedException {
        if (parameters.verify()) {
            long begin = System.nanoTime();
            pattern.fillSource(buffers.source(), window.sourceOffset(), window.length());
            pattern.fillTarget(buffers.target(), window.targetOffset(), window.length());
            aside += System.nanoTime() - begin;
        }
        String stage = "src mapping error";
        CountDownLatch done = new CountDownLatch(1);
        long cookie;
        try {
            Mapping source = buffers.mapSource();
            stage = "dst mapping error";
            Mapping target = buffers.mapTarget();
            stage = "prep error";
            DmaDescriptor descriptor = prepare(buffers, source, target, window);
            stage = "submit error";
            if (!parameters.polled()) {
                descriptor.onComplete((CompletionCallback) _ -> done.countDown());
            }
            cookie = descriptor.submit();
        } catch (RuntimeException e) {
            buffers.unmap();
            log.result(test, stage, window, 0);
            log.line(e.getMessage());
            return e instanceof DmaException.ChannelGone ? Verdict.GONE : Verdict.REFUSED;
        }
        channel.issuePending();
        return judge(test, buffers, window, cookie, ended(cookie, done));
    }

    private DmaDescriptor prepare(TestBuffers buffers, Mapping source, Mapping target, TestWindow window) {
        TransferFlag[] flags = parameters.polled()
                ? new TransferFlag[] {TransferFlag.ACK}
                : new TransferFlag[] {TransferFlag.ACK, TransferFlag.INTERRUPT};
        return switch (parameters.operation()) {
            case COPY -> channel.prepareMemcpy(target, window.targetOffset(), source, window.sourceOffset(),
                    window.length(), flags);
            case SET -> channel.prepareMemset(target, window.targetOffset(), pattern.at(Pattern.SOURCE | Pattern.COPIED, 1),
                    window.length(), flags);
        };
    }

    private boolean ended(long cookie, CountDownLatch done) throws InterruptedException {
        if (parameters.polled()) {
            try {
                channel.await(cookie, SYNC_WAIT);
                return true;
            } catch (DmaException.TimedOut _) {
                return false;
            }
        }
        if (parameters.timeoutMillis() < 0) {
            done.await();
            return true;
        }
        return done.await(parameters.timeoutMillis(), TimeUnit.MILLISECONDS);
    }

    private Verdict judge(long test, TestBuffers buffers, TestWindow window, long cookie, boolean ended) {
        if (!ended) {
            log.result(test, "test timed out", window, 0);
            return Verdict.STUCK;
        }
        DmaStatus status = channel.status(cookie).status();
        if (!status.isEnded()) {
            log.result(test, "completion busy status", window, 0);
            return Verdict.STUCK;
        }
        buffers.unmap();
        if (status != DmaStatus.COMPLETE) {
            log.result(test, "completion error status", window, 0);
            return Verdict.FAILED;
        }
        long wrong = parameters.verify() ? compared(() -> DataCheck.wrongBytes(pattern, log, buffers.source(),
                window.sourceOffset(), buffers.target(), window.targetOffset(), window.length())) : 0;
        if (wrong > 0) {
            log.result(test, "data error", window, wrong);
            return Verdict.FAILED;
        }
        log.passed(test, window);
        return Verdict.PASSED;
    }

    private long compared(Supplier<Long> comparison) {
        long begin = System.nanoTime();
        long wrong = comparison.get();
        aside += System.nanoTime() - begin;
        return wrong;
    }
}
