package org.dmaengine.tck.reference;

import java.util.ArrayDeque;
import java.util.Deque;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.spi.Transfer;

/// Takes four transfers at once and keeps them in a queue, as hardware with a descriptor ring does.
public class QueueDriver extends MemoryDriver {
    private static final int DEPTH = 4;

    protected final Deque<Transfer> queue = new ArrayDeque<>();

    public QueueDriver() {
        this(stated().depth(DEPTH).build());
    }

    protected QueueDriver(ChannelCapabilities capabilities) {
        super(capabilities);
    }

    @Override
    public long start(Transfer transfer) {
        queue.addLast(transfer);
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        long bytes = super.step(queue.peekFirst(), limit);
        if (transfer.moved() + bytes == transfer.length()) {
            queue.removeFirst();
        }
        return bytes;
    }

    @Override
    public long stop(Transfer transfer) {
        queue.remove(transfer);
        return 0;
    }

    @Override
    public void close() {
        queue.clear();
        super.close();
    }
}
