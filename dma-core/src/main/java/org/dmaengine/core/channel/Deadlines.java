package org.dmaengine.core.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dmaengine.core.engine.Timers;
import org.osgi.service.log.Logger;

/// When transfers of one lease are overdue, and what is then said of them.
///
/// One alarm for all of them: it is set for the earliest deadline and looks at the whole queue. What has ended in time costs nothing further.
final class Deadlines {
    /// How long a driver is given to let go of a transfer that is overdue.
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long NONE = 0;

    /// Deals with a driver that does not let go of a transfer that is overdue.
    interface OnHang {
        void hangs(Attachment attachment, String detail);
    }

    private final WorkQueue queue;
    private final Completions completions;
    private final Seat seat;
    private final Progress progress;
    private final Timers timers;
    private final Logger log;
    private final OnHang onHang;
    // Guarded by queue.lock: when the alarm is set for, and that.
    private long first = NONE;
    private Timers.Alarm alarm;

    Deadlines(WorkQueue queue, Completions completions, Seat seat, Progress progress, Timers timers, Logger log, OnHang onHang) {
        this.queue = queue;
        this.completions = completions;
        this.seat = seat;
        this.progress = progress;
        this.timers = timers;
        this.log = log;
        this.onHang = onHang;
    }

    /// A descriptor is about to be queued. Under the lock.
    void watch(Descriptor descriptor) {
        assert queue.lock.isHeldByCurrentThread();
        long nanos = descriptor.deadlineNanos();
        if (nanos == 0) {
            return;
        }
        long due = timers.nanoTime() + nanos;
        descriptor.work().due(due == NONE ? 1 : due);
        arm(descriptor.work().due());
    }

    private void arm(long due) {
        if (first != NONE && first - due <= 0) {
            return;
        }
        if (alarm != null) {
            alarm.cancel();
        }
        first = due;
        alarm = timers.at(due, this::look);
    }

    private record Overdue(long cookie, Work work) { }

    /// Time is up for somebody.
    private void look() {
        long now = timers.nanoTime();
        List<Overdue> overdue = new ArrayList<>();
        List<Long> undelivered;
        queue.lock.lock();
        try {
            first = NONE;
            for (long cookie = queue.ended() + 1; cookie <= queue.submitted(); cookie++) {
                Work work = queue.at(cookie);
                if (work.due() == NONE || work.condemned() != null) {
                    continue;
                }
                if (work.due() - now <= 0) {
                    overdue.add(new Overdue(cookie, work));
                } else {
                    arm(work.due());
                }
            }
            undelivered = completions.overdue(now, this::arm);
        } finally {
            queue.lock.unlock();
        }
        for (long cookie : undelivered) {
            log.warn("{}: cookie {} has completed, but its deadline is over and it is not delivered: {}", seat.name(), cookie,
                    completions.whatHoldsIt());
        }
        overdue.forEach(this::end);
    }

    private void end(Overdue one) {
        String diagnosis = "its deadline of " + TimeUnit.NANOSECONDS.toMillis(one.work.descriptor().deadlineNanos()) + " ms is over: "
                + progress.stage(one.cookie);
        Attachment attachment = seat.now();
        long call = attachment.stepper().callUnderWay();
        boolean condemned;
        queue.lock.lock();
        try {
            // It may have ended, and have been submitted again, meanwhile.
            condemned = queue.ended() < one.cookie && queue.at(one.cookie) == one.work && queue.condemn(one.cookie, diagnosis);
        } finally {
            queue.lock.unlock();
        }
        if (!condemned) {
            return;
        }
        log.warn("{}: cookie {}: {}", seat.name(), one.cookie, diagnosis);
        attachment.stepper().ring();
        if (call != Watchdog.NOTHING) {
            timers.at(timers.nanoTime() + GRACE_NANOS, () -> {
                if (queue.ended() < one.cookie && attachment.stepper().callUnderWay() == call) {
                    onHang.hangs(attachment, diagnosis);
                }
            });
        }
    }
}
