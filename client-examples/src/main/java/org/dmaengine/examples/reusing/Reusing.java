package org.dmaengine.examples.reusing;

import java.time.Duration;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.mapping.Mapping;

/// Prepares a copy once and submits it many times; resubmitting allocates nothing.
public final class Reusing implements AutoCloseable {
    private final DmaChannel channel;
    private final DmaDescriptor copy;

    // @start region="reuse"
    public Reusing(DmaChannel channel, Mapping to, Mapping from) {
        this.channel = channel;
        this.copy = channel.prepareMemcpy(to, 0, from, 0, from.length()).reusable(true);
    }

    /// @return the cookie, a new one each time
    public long again() throws InterruptedException {
        long cookie = copy.submit();
        channel.issuePending();
        channel.await(cookie, Duration.ofSeconds(5));
        return cookie;
    }

    @Override
    public void close() {
        copy.discard(); // gives its place in the queue back
    }
    // @end
}
