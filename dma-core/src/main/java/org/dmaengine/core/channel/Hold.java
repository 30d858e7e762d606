package org.dmaengine.core.channel;

/// Whether the client has paused its channel. It outlives the driver: a channel that was paused is still paused on the replacement.
///
/// Written under the channel's lock; volatile, since the owner looks at it before each step.
final class Hold {
    private volatile boolean paused;

    boolean isPaused() {
        return paused;
    }

    void paused(boolean on) {
        paused = on;
    }
}
