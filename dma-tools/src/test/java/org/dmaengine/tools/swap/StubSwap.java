package org.dmaengine.tools.swap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.dmaengine.tools.CommandFailure;

/// A swap that replaces nothing and notes what it is asked to do.
final class StubSwap implements Swap {
    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch entered = new CountDownLatch(1);
    /// Waited for inside, if set.
    volatile CountDownLatch gate;
    volatile CommandFailure failure;
    volatile boolean undisturbed = true;

    @Override
    public void once() throws CommandFailure {
        log.add("once");
        entered.countDown();
        if (gate != null) {
            try {
                gate.await();
            } catch (InterruptedException _) {
                undisturbed = false;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        log.add("close");
    }
}
