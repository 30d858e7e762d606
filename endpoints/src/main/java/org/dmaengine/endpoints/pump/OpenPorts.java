package org.dmaengine.endpoints.pump;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dmaengine.endpoints.EndpointPort;

/// Every port of this bundle's making that has a thread or a timer, so that none outlives the bundle. Static, as the bundle's
/// class loader is the bundle.
public final class OpenPorts {
    private static final Set<EndpointPort> OPEN = ConcurrentHashMap.newKeySet();
    private static volatile boolean stopped;

    private OpenPorts() {
    }

    /// The bundle starts.
    public static void begin() {
        stopped = false;
    }

    /// The bundle stops: all ports are closed, and those that are made from now on.
    ///
    /// @return what was open
    public static List<EndpointPort> end() {
        stopped = true;
        List<EndpointPort> open = List.copyOf(OPEN);
        open.forEach(EndpointPort::close);
        return open;
    }

    public static void add(EndpointPort port) {
        OPEN.add(port);
        if (stopped) { // read behind the add: either this sees the stop, or the stop sees the port
            port.close();
        }
    }

    public static void remove(EndpointPort port) {
        OPEN.remove(port);
    }

    /// Those there are, for listings and tests.
    public static List<EndpointPort> all() {
        return List.copyOf(OPEN);
    }
}
