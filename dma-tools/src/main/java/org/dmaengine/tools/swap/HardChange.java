package org.dmaengine.tools.swap;

import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.dmaengine.spi.RawProperties;

/// A change of a controller's configuration that no registered channel can follow, and that takes nothing from its clients: of the
/// controllers that ship, another number of engine threads; of others a property that only counts.
record HardChange(String factory) {
    private static final Map<String, String> THREADS = Map.of(
            "org.dmaengine.controller.memcpy", "engine.threads",
            "org.dmaengine.controller.fifo", "physical.channels");
    private static final int MOST_THREADS = 64;
    private static final String OTHERS = "dma.swap";

    /// The same configuration, changed.
    Dictionary<String, Object> of(Dictionary<String, Object> configuration) {
        Map<String, Object> properties = map(configuration);
        String threads = factory == null ? null : THREADS.get(factory);
        if (threads == null) {
            properties.put(OTHERS, 1);
        } else {
            int now = new RawProperties(properties).wholeNumber(threads, 1, MOST_THREADS, 1);
            properties.put(threads, now == 1 ? 2 : now - 1);
        }
        return new Hashtable<>(properties);
    }

    private static Map<String, Object> map(Dictionary<String, Object> dictionary) {
        Map<String, Object> map = new Hashtable<>();
        Collections.list(dictionary.keys()).forEach(key -> map.put(key, dictionary.get(key)));
        return map;
    }
}
