package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.EndpointScheme;
import org.dmaengine.endpoints.Endpoints;
import org.dmaengine.endpoints.PaceClock;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/// `paced:RATE:ENDPOINT` another endpoint, at so many bytes a second and no faster. Loses nothing: who is too fast waits.
@Component(property = EndpointScheme.SCHEME + "=paced")
public final class PacedScheme implements EndpointScheme {
    private static final long FASTEST = 1_000_000_000;

    // Taken when it is first needed: Endpoints refers to this scheme. Kept, since what a service has opened is closed when it is given back.
    private final ComponentServiceObjects<Endpoints> endpoints;
    private Endpoints taken;

    @Activate
    public PacedScheme(@Reference ComponentServiceObjects<Endpoints> endpoints) {
        this.endpoints = endpoints;
    }

    @Deactivate
    synchronized void end() {
        if (taken != null) {
            endpoints.ungetService(taken);
            taken = null;
        }
    }

    private synchronized Endpoints endpoints() {
        if (taken == null) {
            taken = endpoints.getService();
        }
        return taken;
    }

    @Override
    public EndpointPort open(String rest, Direction direction) throws IOException {
        int colon = rest.indexOf(':');
        long rate = rate(rest, colon);
        EndpointPort inner = endpoints().open(rest.substring(colon + 1), direction);
        return new PacedEndpoint(inner, rate, PaceClock.system());
    }

    private static long rate(String rest, int colon) {
        try {
            long rate = Long.parseLong(rest.substring(0, Math.max(colon, 0)));
            if (rate >= 1 && rate <= FASTEST) {
                return rate;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new IllegalArgumentException("paced:" + rest + " is refused; behind paced: stand bytes per second, from 1 to " + FASTEST
                + ", and an endpoint, such as paced:9600:file:/tmp/out");
    }
}
