package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.EndpointScheme;
import org.dmaengine.endpoints.Endpoints;
import org.dmaengine.endpoints.UnknownSchemeException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ServiceScope;

/// The endpoints of one bundle that uses the service.
@Component(scope = ServiceScope.BUNDLE)
public final class EndpointsComponent implements Endpoints {
    private final Map<String, EndpointScheme> schemes = new ConcurrentHashMap<>();
    /// What was opened, and by which scheme. Weak, since nobody tells when a port has been closed: what still has a thread is held by that.
    private final Map<EndpointPort, EndpointScheme> ports = Collections.synchronizedMap(new WeakHashMap<>());
    private volatile boolean ended;

    // ---- schemes come and go ----

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addScheme(EndpointScheme scheme, Map<String, Object> properties) {
        namesOf(properties).forEach(name -> schemes.put(name, scheme));
    }

    void removeScheme(EndpointScheme scheme, Map<String, Object> properties) {
        namesOf(properties).forEach(name -> schemes.remove(name, scheme));
        opened().forEach((port, its) -> {
            if (its == scheme) {
                port.close();
            }
        });
    }

    private static Set<String> namesOf(Map<String, Object> properties) {
        return switch (properties.get(EndpointScheme.SCHEME)) {
            case String name -> Set.of(name);
            case String[] names -> Set.of(names);
            case null, default -> Set.of();
        };
    }

    // ---- open ----

    @Override
    public EndpointPort open(String endpoint, Direction direction) throws IOException {
        if (direction != Direction.DEV_TO_MEM && direction != Direction.MEM_TO_DEV) {
            throw new IllegalArgumentException(endpoint + " cannot be opened for " + direction
                    + "; allowed is DEV_TO_MEM, a source, or MEM_TO_DEV, a sink");
        }
        int colon = endpoint.indexOf(':');
        EndpointScheme scheme = colon < 0 ? null : schemes.get(endpoint.substring(0, colon));
        if (scheme == null) {
            throw new UnknownSchemeException("\"" + endpoint + "\" is no endpoint that anybody here knows; it begins with one of "
                    + String.join(": ", new TreeSet<>(schemes.keySet())) + ":");
        }
        EndpointPort port = scheme.open(endpoint.substring(colon + 1), direction);
        ports.put(port, scheme);
        if (ended || schemes.get(endpoint.substring(0, colon)) != scheme) { // behind the put: either side sees the other
            port.close();
            throw new IOException(endpoint + ": closed again, since its scheme or its user has left meanwhile");
        }
        return port;
    }

    // ---- the end ----

    @Deactivate
    void closeAll() {
        ended = true;
        opened().keySet().forEach(EndpointPort::close);
    }

    private Map<EndpointPort, EndpointScheme> opened() {
        synchronized (ports) {
            return new IdentityHashMap<>(ports);
        }
    }
}
