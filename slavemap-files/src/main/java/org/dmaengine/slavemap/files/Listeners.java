package org.dmaengine.slavemap.files;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.dmaengine.spi.SlaveMapSource.Subscription;

/// Who wants to know of changes. Listeners run on the thread that makes the change, one after the other, under no lock.
public final class Listeners {
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    private final class Listener implements Subscription {
        private final Runnable action;

        private Listener(Runnable action) {
            this.action = action;
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }

    /// Has the action run after each change until the interest is closed.
    public Subscription add(Runnable action) {
        Listener listener = new Listener(action);
        listeners.add(listener);
        return listener;
    }

    /// Runs every listener; one that throws, or whose bundle is incomplete, does not keep the others from running.
    public void changed(Consumer<Throwable> failed) {
        for (Listener listener : listeners) {
            // A listener may have been closed since the loop began, by one before it or by another thread.
            if (listeners.contains(listener)) {
                try {
                    listener.action.run();
                } catch (RuntimeException | LinkageError e) {
                    failed.accept(e);
                }
            }
        }
    }
}
