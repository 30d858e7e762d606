package org.dmaengine.core.registry;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.spi.EngineSpec;

/// The engines in use, one for each [EngineSpec] object. Threads start with the first lease and end with the last
/// channel. Thread-safe.
final class Engines {
    private static final class Use {
        private final Engine engine;
        private int channels;
        private boolean started;

        private Use(EngineSpec spec) {
            engine = new Engine(spec);
        }
    }

    private final Map<EngineSpec, Use> uses = new IdentityHashMap<>();

    /// The engine for a channel that has come.
    synchronized Engine add(EngineSpec spec) {
        Use use = uses.computeIfAbsent(spec, Use::new);
        use.channels++;
        return use.engine;
    }

    /// Makes sure that the threads run. Does nothing for an engine that has ended: its spec may have come anew.
    synchronized void start(Engine engine) {
        Use use = uses.get(engine.spec());
        if (use != null && use.engine == engine && !use.started) {
            use.started = true;
            engine.start();
        }
    }

    /// A channel has left; the last one ends the engine's threads. They are waited for until the deadline.
    ///
    /// @return false if one of them is still inside a driver
    boolean remove(Engine engine, long deadline) {
        synchronized (this) {
            Use use = uses.get(engine.spec());
            if (use == null || use.engine != engine || --use.channels > 0) {
                return true;
            }
            uses.remove(engine.spec());
        }
        return engine.stop(deadline);
    }

    /// Ends all engines.
    boolean stopAll(long deadline) {
        List<Engine> all = new ArrayList<>();
        synchronized (this) {
            uses.values().forEach(use -> all.add(use.engine));
            uses.clear();
        }
        boolean ended = true;
        for (Engine engine : all) {
            ended &= engine.stop(deadline);
        }
        return ended;
    }
}
