package org.dmaengine.spi;

import java.util.Objects;

/// How the core drives the channels that share one engine. Its identity counts, which is why this is no record: channels
/// whose drivers answer the same object share the engine, and two versions of one controller do not.
public final class EngineSpec {
    private static final int MOST_THREADS = 64;

    private final String name;
    private final int threads;
    private final WaitStrategy waitStrategy;
    private final boolean assistable;

    /// States an engine.
    ///
    /// @param name         for thread names and messages, usually that of the controller
    /// @param threads      runner threads, 1 to 64
    /// @param waitStrategy how an idle runner waits
    /// @param assistable   true if steps touch memory only and are bounded, so that a waiting client may do them itself;
    ///                     such channels are served up to 1 MiB in a turn, others one step in a turn
    public EngineSpec(String name, int threads, WaitStrategy waitStrategy, boolean assistable) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("an engine needs a name, usually that of its controller: set the property "
                    + ChannelDriver.CONTROLLER);
        }
        this.name = name;
        this.waitStrategy = Objects.requireNonNull(waitStrategy, "waitStrategy");
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("engine " + name + " asks for " + threads + " threads; 1 to " + MOST_THREADS
                    + " are possible");
        }
        this.threads = threads;
        this.assistable = assistable;
    }

    /// A software engine that copies memory: one thread, adaptive waiting, assistable.
    public static EngineSpec memory(String name) {
        return new EngineSpec(name, 1, WaitStrategy.ADAPTIVE, true);
    }

    /// An engine that talks to a device: one thread, adaptive waiting, not assistable.
    public static EngineSpec device(String name) {
        return new EngineSpec(name, 1, WaitStrategy.ADAPTIVE, false);
    }

    /// For thread names and messages.
    public String name() {
        return name;
    }

    /// Runner threads.
    public int threads() {
        return threads;
    }

    /// How an idle runner waits.
    public WaitStrategy waitStrategy() {
        return waitStrategy;
    }

    /// Whether a waiting client may do this engine's steps itself.
    public boolean assistable() {
        return assistable;
    }

    @Override
    public String toString() {
        return "engine " + name + " (threads " + threads + ", " + waitStrategy + (assistable ? ", assistable)" : ")");
    }
}
