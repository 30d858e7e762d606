package org.dmaengine.core.stubs;

import java.util.concurrent.CountDownLatch;
import org.dmaengine.spi.Transfer;

/// An answer that does not come before the test lets it: the test can wait until the driver is inside.
public final class Hang implements Answer {
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);
    private final Answer then;

    /// @param then what is answered in the end
    public Hang(Answer then) {
        this.then = then;
    }

    @Override
    public long give(Transfer transfer, long limit) {
        inside.countDown();
        Patience.await(free, "the test to let the driver go on");
        return then.give(transfer, limit);
    }

    /// Waits until the driver is inside.
    public void awaitInside() {
        Patience.await(inside, "the driver to be called");
    }

    /// Lets the driver go on.
    public void release() {
        free.countDown();
    }
}
