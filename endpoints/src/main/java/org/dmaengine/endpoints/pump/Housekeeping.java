package org.dmaengine.endpoints.pump;

import java.time.Duration;
import java.util.List;
import org.dmaengine.endpoints.EndpointPort;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/// Lets no port and no thread outlive the bundle, whoever made them. Immediate, since what it is for is its end.
@Component(immediate = true, service = Housekeeping.class)
public final class Housekeeping {
    private static final Duration BOUND = Duration.ofMillis(800);

    private final Logger log;

    @Activate
    public Housekeeping(@Reference(service = LoggerFactory.class) Logger log) {
        this.log = log;
        OpenPorts.begin();
    }

    @Deactivate
    void end() {
        List<EndpointPort> open = OpenPorts.end();
        long deadline = System.nanoTime() + BOUND.toNanos();
        for (EndpointPort port : open) {
            if (port instanceof Pump pump && !pump.hasEnded(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                log.warn("The thread of {} does not end; the system does not let go of it", port.endpoint());
            }
        }
    }
}
