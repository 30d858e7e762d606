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
import org.osgi.service.component.annotations.Reference;

/// `paced:RATE:ENDPOINT` another endpoint, at so many bytes a second and no faster. Loses nothing: who is too fast waits.
@Component(property = EndpointScheme.SCHEME + "=paced")
public final class PacedScheme implements EndpointScheme {
    private static final long FASTEST = 1_000_000_000;

    // Taken when it is needed: Endpoints refers to this scheme.
    private final ComponentServiceObjects<Endpoints> endpoints;

    @Activate
    public PacedScheme(@Reference ComponentServiceObjects<Endpoints> endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public EndpointPort open(String rest, Direction direction) throws IOException {
        int colon = rest.indexOf(':');
        long rate = rate(rest, colon);
        EndpointPort inner = endpoints.getService().open(rest.substring(colon + 1), direction);
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
