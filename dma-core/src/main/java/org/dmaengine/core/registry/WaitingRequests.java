package org.dmaengine.core.registry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import org.dmaengine.DmaException;

/// The requests that wait, in the order in which they came (D5). A slot that comes or is released is offered to them before
/// anybody else can claim it, so that nobody overtakes. Thread-safe; holds no lock while a request looks at a slot.
final class WaitingRequests {
    private final List<WaitingRequest> requests = new CopyOnWriteArrayList<>();
    private final Executor opener;

    /// @param opener opens channels for requests: whoever makes a channel available does not wait for the driver
    WaitingRequests(Executor opener) {
        this.opener = opener;
    }

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

    /// Gives the slot on offer to the first that takes it; it is free for all if none does.
    void offer(ChannelSlot slot) {
        if (offer(slot, ChannelSlot::handTo)) {
            return;
        }
        slot.free();
        // One that came while the slot was on offer has not been asked, and has not seen it free.
        offer(slot, ChannelSlot::claim);
    }

    private boolean offer(ChannelSlot slot, BiPredicate<ChannelSlot, Holder> claim) {
        for (WaitingRequest request : requests) {
            Candidate candidate = candidate(request, slot);
            if (candidate != null && take(request, () -> claim.test(slot, request.holder()))) {
                opener.execute(() -> request.granted(candidate));
                return true;
            }
        }
        return false;
    }

    /// Lets one request look at what is free, for the client that has just made it: one that waits opens the channel itself.
    void lookOnce(WaitingRequest request, ChannelRegistry registry) {
        lookOnce(request, registry, request.teller());
    }

    private void lookOnce(WaitingRequest request, ChannelRegistry registry, Executor by) {
        Candidate claimed;
        try {
            claimed = request.wanted().candidates(registry.slots())
                    .filter(each -> take(request, () -> each.slot().claim(request.holder()))).findFirst().orElse(null);
        } catch (RuntimeException | Error e) {
            request.failed(e);
            return;
        }
        if (claimed != null) {
            by.execute(() -> request.granted(claimed));
        }
    }

    /// A filter or source that throws ends its own request and harms nobody else's.
    private static Candidate candidate(WaitingRequest request, ChannelSlot slot) {
        try {
            return request.wanted().candidate(slot);
        } catch (RuntimeException | Error e) {
            request.failed(e);
            return null;
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
            lookOnce(request, registry, opener);
        }
    }

    void failAll(DmaException reason) {
        for (WaitingRequest request : requests) {
            request.failed(reason);
        }
    }
}
