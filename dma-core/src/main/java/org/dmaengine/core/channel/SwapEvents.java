package org.dmaengine.core.channel;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dmaengine.SwapEvent;
import org.dmaengine.SwapListener;
import org.dmaengine.core.engine.Completers;
import org.osgi.service.log.Logger;

/// What has happened to a lease, on its way to the client that listens: in order, one at a time, on a completer.
final class SwapEvents implements Completers.Deliverable {
    private final Completers completers;
    private final Logger log;
    private final ConcurrentLinkedQueue<SwapEvent> waiting = new ConcurrentLinkedQueue<>();
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
        if (listener != null) {
            waiting.add(event);
            schedule();
        }
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            completers.submit(this);
        }
    }

    @Override
    public void deliver() {
        for (SwapEvent event = waiting.poll(); event != null; event = waiting.poll()) {
            SwapListener now = listener;
            if (now != null) {
                tell(now, event);
            }
        }
        scheduled.set(false);
        // One that came after the last look has found this scheduled.
        if (!waiting.isEmpty()) {
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
