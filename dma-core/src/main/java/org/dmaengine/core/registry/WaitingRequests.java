package org.dmaengine.core.registry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.dmaengine.DmaException;

/// The requests that wait, in the order in which they came (D5). A slot that comes or is released is offered to them before
/// anybody else can claim it, so that nobody overtakes. Thread-safe; holds no lock while a request looks at a slot.
final class WaitingRequests {
    private final List<WaitingRequest> requests = new CopyOnWriteArrayList<>();

    void add(WaitingRequest request) {
        requests.add(request);
        request.whenComplete((channel, failure) -> requests.remove(request));
    }

    /// One whose grant came to nothing by no fault of its own is the first again.
    void addAgain(WaitingRequest request) {
        requests.addFirst(request);
        if (request.isDone()) {
            requests.remove(request);
        }
    }

    /// The first that takes the slot on offer; null, and the slot is free for all, if there is none.
    WaitingRequest takerOf(ChannelSlot slot) {
        for (WaitingRequest request : requests) {
            if (accepts(request, slot) && take(request, () -> slot.handTo(request.holder()))) {
                return request;
            }
        }
        slot.free();
        // One that came while the slot was on offer has not been asked, and has not seen it free.
        for (WaitingRequest late : requests) {
            if (accepts(late, slot) && take(late, () -> slot.claim(late.holder()))) {
                return late;
            }
        }
        return null;
    }

    /// Lets one request look at what is free.
    void lookOnce(WaitingRequest request, ChannelRegistry registry) {
        List<ChannelSlot> candidates;
        try {
            candidates = request.wanted().candidates(registry.slots());
        } catch (RuntimeException | LinkageError e) {
            request.failed(e);
            return;
        }
        ChannelSlot[] claimed = new ChannelSlot[1];
        boolean taken = take(request, () -> {
            claimed[0] = ChannelRegistry.claimFirst(candidates, request.holder());
            return claimed[0] != null;
        });
        if (taken) {
            request.granted(claimed[0]);
        }
    }

    /// A filter or source that throws ends its own request and harms nobody else's.
    private static boolean accepts(WaitingRequest request, ChannelSlot slot) {
        try {
            return request.wanted().accepts(slot);
        } catch (RuntimeException | LinkageError e) {
            request.failed(e);
            return false;
        }
    }

    /// Claims something for the request and takes it out of the queue, one thread at a time, so that it is never granted twice;
    /// leaves it there if there was nothing to claim.
    private boolean take(WaitingRequest request, BooleanSupplier claim) {
        synchronized (request.monitor()) {
            if (request.isDone() || !requests.contains(request) || !claim.getAsBoolean()) {
                return false;
            }
            requests.remove(request);
            return true;
        }
    }

    /// Lets all requests look again, in order.
    void lookAgain(ChannelRegistry registry) {
        for (WaitingRequest request : requests) {
            lookOnce(request, registry);
        }
    }

    void failAll(DmaException reason) {
        for (WaitingRequest request : requests) {
            request.failed(reason);
        }
    }
}
