package org.dmaengine.spi;

import java.util.Objects;

/// How the core drives the channels that share one engine. Its identity counts: channels whose drivers answer the same
/// object share the engine.
///
/// @param name       for thread names and messages, usually that of the controller
/// @param threads    runner threads, at least 1
/// @param waitStrategy how an idle runner waits
/// @param assistable true if steps touch memory only and are bounded, so that a waiting client may do them itself; such
///                   channels are served up to 1 MiB in a turn, others one step in a turn
public record EngineSpec(String name, int threads, WaitStrategy waitStrategy, boolean assistable) {
    /// Checks the number of threads.
    public EngineSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(waitStrategy, "waitStrategy");
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("engine " + name + " asks for " + threads + " threads; 1 to 64 are possible");
        }
    }

    /// A software engine that copies memory: one thread, adaptive waiting, assistable.
    public static EngineSpec memory(String name) {
        return new EngineSpec(name, 1, WaitStrategy.ADAPTIVE, true);
    }

    /// An engine that talks to a device: one thread, adaptive waiting, not assistable.
    public static EngineSpec device(String name) {
        return new EngineSpec(name, 1, WaitStrategy.ADAPTIVE, false);
    }
}
