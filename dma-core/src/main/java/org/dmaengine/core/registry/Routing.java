package org.dmaengine.core.registry;

import java.util.Objects;
import org.dmaengine.spi.RequestRouter;

/// A route that has been made for a lease, and by which router.
record Routing(String router, RequestRouter.Route route) implements AutoCloseable {
    Routing {
        Objects.requireNonNull(route, () -> "router " + router + " answered null; it must throw to refuse");
    }

    int requestLine() {
        return route.requestLine();
    }

    @Override
    public void close() {
        route.close();
    }
}
