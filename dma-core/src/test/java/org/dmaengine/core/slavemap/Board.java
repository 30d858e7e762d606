package org.dmaengine.core.slavemap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.SwapTerms;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource;

/// A slave-map source that says what the test tells it.
final class Board implements SlaveMapSource {
    private final Origin origin;
    private final List<SlaveMapEntry> entries = new CopyOnWriteArrayList<>();
    private final List<String> deferred = new CopyOnWriteArrayList<>();
    private volatile String throwing = "";
    private volatile boolean rotating;
    private final AtomicInteger lookups = new AtomicInteger();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    Board(Origin origin) {
        this.origin = origin;
    }

    static Board file() {
        return new Board(Origin.BOARD_FILE);
    }

    /// Any free channel of the controller.
    static SlaveMapEntry entry(String device, String name, String controller) {
        return entry(device, name, controller, -1, -1);
    }

    static SlaveMapEntry entry(String device, String name, String controller, int channel, int requestLine, String... bundles) {
        return new SlaveMapEntry(device, name, controller, "", channel, requestLine, "", Map.of(), Set.of(bundles),
                SwapTerms.DEFAULT, "board " + device + "/" + name);
    }

    Board with(SlaveMapEntry entry) {
        entries.add(entry);
        changed();
        return this;
    }

    void without(SlaveMapEntry entry) {
        entries.remove(entry);
        changed();
    }

    /// Describes the name, though what it refers to is not there.
    Board deferring(String key) {
        deferred.add(key);
        return this;
    }

    /// Answers with its entries in another order each time, as a device tree does (DT-08).
    Board rotating() {
        rotating = true;
        return this;
    }

    /// Says that something has changed.
    void changed() {
        listeners.forEach(Runnable::run);
    }

    /// Fails over this name.
    void throwing(String key) {
        throwing = key;
    }

    /// How often it has been asked for a name.
    int lookups() {
        return lookups.get();
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public Answer lookup(String device, String name) {
        lookups.incrementAndGet();
        String key = device + ":" + name;
        if (throwing.equals(key)) {
            throw new IllegalStateException("a source that fails over " + key);
        }
        if (deferred.contains(key)) {
            return new Answer.Deferred("its controller's node has no driver");
        }
        List<SlaveMapEntry> found = new ArrayList<>(entries.stream().filter(entry -> entry.key().equals(key)).toList());
        if (rotating) {
            Collections.rotate(found, lookups.get());
        }
        return found.isEmpty() ? new Answer.None("not on the " + origin) : new Answer.Found(found);
    }

    @Override
    public Collection<SlaveMapEntry> entries() {
        return new ArrayList<>(entries);
    }

    @Override
    public Subscription onChange(Runnable changed) {
        listeners.add(changed);
        return () -> listeners.remove(changed);
    }
}
