package org.dmaengine.slavemap.board;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.dmaengine.spi.SlaveMapSource.Subscription;

/// Who wants to know of changes. Listeners run on the thread that makes the change, one after the other, under no lock.
final class Listeners {
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

    Subscription add(Runnable action) {
        Listener listener = new Listener(action);
        listeners.add(listener);
        return listener;
    }

    /// Runs every listener; one that throws does not keep the others from running.
    void changed(Consumer<RuntimeException> failed) {
        for (Listener listener : listeners) {
            // A listener may have been closed since the loop began, by one before it or by another thread.
            if (listeners.contains(listener)) {
                try {
                    listener.action.run();
                } catch (RuntimeException e) {
                    failed.accept(e);
                }
            }
        }
    }
}
