package org.dmaengine.spi;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.dmaengine.SwapTerms;

/// One association of a client device and name with a channel (`dma_slave_map`).
///
/// @param device      name of the client device, compared exactly
/// @param name        name of the channel as the client knows it, compared exactly
/// @param controller  name of the controller; empty if only the filter counts
/// @param filter      OSGi filter over the service properties of the channel's driver; empty for any
/// @param channel     number of the channel within its controller; -1 for any free one
/// @param requestLine request line of the peripheral, at the router if there is one, else at the controller; -1 for none
/// @param router      name of the [RequestRouter] between the peripheral and the controller; empty for none
/// @param parameters  further values for the driver
/// @param bundles     symbolic names of the bundles that may request it; empty for all
/// @param swap        what holds for a lease when its controller leaves
/// @param origin      where the entry stands, for messages: a PID, a file and node path
public record SlaveMapEntry(String device, String name, String controller, String filter, int channel, int requestLine, String router,
                            Map<String, Object> parameters, Set<String> bundles, SwapTerms swap, String origin) {
    /// Copies the collections.
    public SlaveMapEntry {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(controller, "controller");
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(router, "router");
        Objects.requireNonNull(swap, "swap");
        Objects.requireNonNull(origin, "origin");
        parameters = Map.copyOf(parameters);
        bundles = Set.copyOf(bundles);
    }

    /// `device:name`, as it stands in messages and as the client name of the channel (REQ-43).
    public String key() {
        return device + ":" + name;
    }
}
