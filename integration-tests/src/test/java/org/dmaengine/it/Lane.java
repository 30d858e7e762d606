package org.dmaengine.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dmaengine.CompletionCallback;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;

/// One channel of a client that loses it, and what it was told.
final class Lane implements CompletionCallback {
    private final String what;
    private final DmaChannel channel;
    private final CountDownLatch first = new CountDownLatch(1);
    private final List<Long> submitted = new ArrayList<>();
    // Guarded by this.
    private final List<TransferResult> ends = new ArrayList<>();

    Lane(String what, DmaChannel channel) {
        this.what = what;
        this.channel = channel;
    }

    DmaChannel channel() {
        return channel;
    }

    void submit(DmaDescriptor descriptor) {
        submitted.add(descriptor.onComplete(this).submit());
    }

    @Override
    public void onComplete(TransferResult result) {
        if (!result.isPeriod()) {
            synchronized (this) {
                ends.add(result);
            }
        }
        first.countDown();
    }

    void awaitFirst() throws InterruptedException {
        if (!first.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError(what + ": nothing has been called back within 10 s");
        }
    }

    synchronized List<String> complaints(boolean gone) {
        List<String> complaints = new ArrayList<>();
        List<Long> told = ends.stream().map(TransferResult::cookie).toList();
        if (gone && !told.equals(submitted)) {
            complaints.add(what + ": called back " + told + "; lost with the core were " + submitted + ", each once, in order");
        }
        if (!gone && ends.stream().anyMatch(end -> end.outcome() == TransferOutcome.ABORTED)) {
            complaints.add(what + ": the client let go of it, and was called back all the same: " + ends.getLast());
        }
        for (long cookie : submitted) {
            DmaStatus status = channel.status(cookie).status();
            if (status != DmaStatus.COMPLETE && status != DmaStatus.ABORTED) {
                complaints.add(what + ": cookie " + cookie + " is still " + status);
            }
        }
        complaints.addAll(refusals(gone));
        return complaints;
    }

    /// Old handles answer, and at once.
    private List<String> refusals(boolean gone) {
        List<String> complaints = new ArrayList<>();
        long begin = System.nanoTime();
        try {
            channel.issuePending();
            complaints.add(what + ": the old handle still issues");
        } catch (DmaException.ChannelGone e) {
            if (!gone) {
                complaints.add(what + ": was released, but says " + e.getMessage());
            }
        } catch (IllegalStateException e) {
            if (gone) {
                complaints.add(what + ": is gone, but says " + e.getMessage());
            }
        }
        try {
            DmaStatus last = channel.await(submitted.getLast(), Duration.ofSeconds(5)).status();
            if (last != DmaStatus.ABORTED) {
                complaints.add(what + ": the last transfer ended " + last);
            }
        } catch (InterruptedException e) {
            complaints.add(what + ": interrupted");
        }
        channel.close();
        long millis = (System.nanoTime() - begin) / 1_000_000;
        if (millis > 500) {
            complaints.add(what + ": the old handle took " + millis + " ms to answer");
        }
        return complaints;
    }
}
