package org.dmaengine.tools.demo;

import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.CompletionCallback;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.Mapping;

/// Terminate and synchronize: what was queued is dropped, no callback runs, and the memory is the client's again.
final class Terminate implements DemoPart {
    private static final long SIZE = 64L << 20;

    @Override
    public String title() {
        return "Terminate: what is queued is dropped, and says where it got to";
    }

    @Override
    public void show(Stage stage) {
        AtomicInteger callbacks = new AtomicInteger();
        try (DmaChannel channel = stage.slaveMap().requestChannel("shell", "copy");
             Mapping from = channel.mapper().allocate(SIZE);
             Mapping to = channel.mapper().allocate(SIZE)) {
            long[] cookies = new long[3];
            for (int i = 0; i < cookies.length; i++) {
                cookies[i] = channel.prepareMemcpy(to, 0, from, 0, SIZE, TransferFlag.INTERRUPT)
                        .onComplete((CompletionCallback) _ -> callbacks.incrementAndGet())
                        .submit();
            }
            channel.issuePending();
            while (channel.status(cookies[0]).residue() == SIZE) {
                Thread.onSpinWait(); // a moment, until the first one is under way
            }
            channel.terminateSync();
            for (long cookie : cookies) {
                TransferStatus status = channel.status(cookie);
                stage.fact("transfer " + cookie, "%s after %,d of %,d bytes", status.status(), SIZE - status.residue(), SIZE);
            }
            stage.fact("callbacks", "%d; synchronized, so none will come and the buffers are ours again", callbacks.get());
        }
    }
}
