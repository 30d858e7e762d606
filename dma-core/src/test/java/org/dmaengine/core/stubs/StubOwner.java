package org.dmaengine.core.stubs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dmaengine.core.channel.VirtualChannel;

/// Writes down what a lease tells the registry.
public final class StubOwner implements VirtualChannel.Owner {
    private static final long RELEASE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final long releaseNanos;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    public StubOwner() {
        this(RELEASE_NANOS);
    }

    /// @param releaseNanos how long a release may take
    public StubOwner(long releaseNanos) {
        this.releaseNanos = releaseNanos;
    }

    @Override
    public void released(VirtualChannel channel, boolean clean) {
        told.add(clean ? "released" : "released, not clean");
    }

    @Override
    public void driverFailed(VirtualChannel channel, Throwable thrown) {
        told.add("driver failed: " + thrown.getMessage());
    }

    @Override
    public long releaseDeadline() {
        return System.nanoTime() + releaseNanos;
    }

    public List<String> told() {
        return List.copyOf(told);
    }
}
