package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaChannel;
import org.dmaengine.SwapEvent;
import org.dmaengine.SwapEvent.Active;
import org.dmaengine.SwapEvent.Kind;
import org.dmaengine.SwapListener;

/// What a lease is told about its controller, to be taken down one by one.
final class SwapLog implements SwapListener {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();

    /// One event.
    ///
    /// @param nanos when it was told
    record Told(SwapEvent event, long nanos) {
    }

    /// Listens to that lease from now on.
    static SwapLog of(DmaChannel channel) {
        SwapLog log = new SwapLog();
        channel.onSwap(log);
        return log;
    }

    @Override
    public void onSwap(SwapEvent event) {
        told.add(new Told(event, System.nanoTime()));
    }

    /// The next event, which must be of this kind.
    Told next(Kind kind) throws InterruptedException {
        Told next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(next, () -> "waited " + PATIENCE_SECONDS + " s for " + kind);
        assertEquals(kind, next.event().kind(), next::toString);
        return next;
    }

    /// The controller has left, and this became of that transfer.
    SwapEvent expectDetached(long cookie, Active active) throws InterruptedException {
        SwapEvent event = next(Kind.DETACHED).event();
        assertEquals(cookie + " " + active, event.cookie() + " " + event.active(), event::toString);
        return event;
    }

    /// Another one has come, which refuses nothing.
    SwapEvent expectRebound() throws InterruptedException {
        SwapEvent event = next(Kind.REBOUND).event();
        assertEquals("", event.detail(), event::toString);
        return event;
    }

    /// What has been told and not been taken down yet; nothing more was expected.
    void expectNothingElse() {
        assertEquals(0, told.size(), told::toString);
    }
}
