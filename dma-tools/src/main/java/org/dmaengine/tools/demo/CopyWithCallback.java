package org.dmaengine.tools.demo;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dmaengine.CompletionCallback;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;

/// The five steps of the client guide with a completion callback: request, (configure), prepare, submit, issue.
final class CopyWithCallback implements DemoPart {
    private static final String TEXT = "Nothing moves before the doorbell is rung; then one callback says that all of it did.";

    /// A callback and the thread it came on.
    private record Call(TransferResult result, String thread) {
    }

    @Override
    public String title() {
        return "A copy: prepare, submit, issue, be called back";
    }

    @Override
    public void show(Stage stage) throws InterruptedException {
        BlockingQueue<Call> calls = new ArrayBlockingQueue<>(1);
        try (Arena arena = Arena.ofShared();
             DmaChannel channel = stage.slaveMap().requestChannel("shell", "copy")) {
            MemorySegment source = arena.allocateFrom(TEXT);
            MemorySegment target = arena.allocate(source.byteSize());
            try (Mapping from = channel.mapper().map(source, MapDirection.TO_DEVICE);
                 Mapping to = channel.mapper().map(target, MapDirection.FROM_DEVICE)) {
                DmaDescriptor copy = channel.prepareMemcpy(to, 0, from, 0, source.byteSize(), TransferFlag.INTERRUPT);
                copy.onComplete((CompletionCallback) result -> calls.add(new Call(result, Thread.currentThread().getName())));
                long cookie = copy.submit();
                stage.fact("submitted", "cookie %d, status %s, target '%s'", cookie, channel.status(cookie).status(),
                        target.getString(0));
                channel.issuePending();
                Call call = calls.poll(5, TimeUnit.SECONDS);
                if (call == null) {
                    throw new IllegalStateException("no callback within 5 s");
                }
                stage.fact("issued, called back", "%s, %d bytes, on thread %s", call.result.outcome(),
                        call.result.transferred(), call.thread);
            }
            stage.fact("target", "'%s'", target.getString(0));
        }
    }
}
