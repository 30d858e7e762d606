package org.dmaengine.core.stubs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dmaengine.core.channel.Attachment;
import org.dmaengine.core.channel.VirtualChannel;

/// Writes down what a lease tells the registry.
public final class StubOwner implements VirtualChannel.Owner {
    private static final long RELEASE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final long releaseNanos;

    private volatile boolean replaces;
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

    /// Has leases that lose their driver wait for a replacement; else they give up at once.
    public void hasReplacements() {
        replaces = true;
    }

    @Override
    public void driverFailed(VirtualChannel channel, Attachment failed, Throwable thrown, boolean waits) {
        told.add("driver failed: " + thrown.getMessage());
        if (waits && !replaces) {
            channel.giveUp("its driver failed: " + thrown);
        }
    }

    @Override
    public void driverHangs(VirtualChannel channel, Attachment hanging, String detail) {
        told.add("driver hangs");
        if (!replaces) {
            channel.giveUp("its driver hangs: " + detail);
        }
    }

    @Override
    public void driverReturned(VirtualChannel channel) {
        told.add("driver returned");
    }

    @Override
    public long releaseDeadline() {
        return System.nanoTime() + releaseNanos;
    }

    public List<String> told() {
        return List.copyOf(told);
    }
}
