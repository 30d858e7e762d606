package org.dmaengine.core.registry;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dmaengine.DmaException;
import org.dmaengine.spi.RequestRouter;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// The routers that are present, by name; of two with one name the better service ranking counts. Thread-safe.
@Component(service = Routers.class)
public final class Routers {
    private final Map<ServiceReference<RequestRouter>, RequestRouter> present = new ConcurrentSkipListMap<>(Comparator.reverseOrder());
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, unbind = "removeRouter")
    void addRouter(ServiceReference<RequestRouter> reference, RequestRouter router) {
        present.put(reference, router);
        listeners.forEach(Runnable::run);
    }

    void removeRouter(ServiceReference<RequestRouter> reference) {
        present.remove(reference);
        listeners.forEach(Runnable::run);
    }

    /// Has the listener run after each change, on any thread, until the interest is closed.
    public SlaveMapSource.Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Says whether nothing is missing on the way to the entry's controller.
    public boolean reach(SlaveMapEntry entry) {
        return entry.router().isEmpty() || find(entry.router()) != null;
    }

    /// Makes the route that the entry asks for.
    Routing route(SlaveMapEntry entry, ChannelSlot slot) {
        RequestRouter router = find(entry.router());
        if (router == null) {
            throw new DmaException.NotYetAvailable("its router " + entry.router() + " is not there yet");
        }
        Routing routing = new Routing(entry.router(), router.route(entry, slot.name()));
        boolean usable = false;
        try {
            int line = routing.requestLine();
            usable = slot.serves(line);
            if (!usable) {
                throw new DmaException.NotYetAvailable("the route of " + entry.router() + " ends at request line " + line + ", which "
                        + slot.name() + " does not serve");
            }
            return routing;
        } finally {
            if (!usable) {
                routing.close();
            }
        }
    }

    private RequestRouter find(String name) {
        for (Map.Entry<ServiceReference<RequestRouter>, RequestRouter> each : present.entrySet()) {
            if (name.equals(each.getKey().getProperty(RequestRouter.ROUTER))) {
                return each.getValue();
            }
        }
        return null;
    }
}
