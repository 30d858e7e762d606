package org.dmaengine.core.channel;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dmaengine.SwapEvent;
import org.dmaengine.SwapListener;
import org.dmaengine.core.engine.Completers;
import org.osgi.service.log.Logger;

/// What has happened to a lease, on its way to the client that listens: in order, one at a time, on a completer.
final class SwapEvents implements Completers.Deliverable {
    /// Where an event stands that is told later, before those that are told meanwhile. Whoever keeps it has to tell or to leave it.
    final class Place {
        private SwapEvent event;
        // Written last.
        private volatile boolean settled;

        void tell(SwapEvent its) {
            event = its;
            leave();
        }

        /// There is nothing to be told.
        void leave() {
            settled = true;
            if (isFirstSettled()) {
                schedule();
            }
        }
    }

    private final Completers completers;
    private final Logger log;
    private final ConcurrentLinkedQueue<Place> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile SwapListener listener;

    SwapEvents(Completers completers, Logger log) {
        this.completers = completers;
        this.log = log;
    }

    void listener(SwapListener newListener) {
        listener = newListener;
    }

    void tell(SwapEvent event) {
        keepPlace().tell(event);
    }

    /// Keeps the place of an event that is not known yet, if anybody listens.
    Place keepPlace() {
        Place place = new Place();
        if (listener != null) {
            waiting.add(place);
        }
        return place;
    }

    private boolean isFirstSettled() {
        Place first = waiting.peek();
        return first != null && first.settled;
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            completers.submit(this);
        }
    }

    @Override
    public void deliver() {
        while (isFirstSettled()) {
            SwapEvent event = waiting.remove().event;
            SwapListener now = listener;
            if (now != null && event != null) {
                tell(now, event);
            }
        }
        scheduled.set(false);
        // One that came after the last look has found this scheduled.
        if (isFirstSettled()) {
            schedule();
        }
    }

    private void tell(SwapListener now, SwapEvent event) {
        try {
            now.onSwap(event);
        } catch (Throwable t) {
            log.error("{}: the swap listener failed over {}; later events go on", event.channel(), event, t);
        }
    }
}
