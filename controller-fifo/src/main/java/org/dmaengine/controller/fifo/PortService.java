package org.dmaengine.controller.fifo;

import java.util.List;
import java.util.Map;
import org.dmaengine.fifo.FifoPort;
import org.osgi.service.log.Logger;

/// A port service with its properties, as its owner has registered it; whether it is for this controller depends on how that is configured.
final class PortService {
    private final FifoPort port;
    private final Map<String, ?> properties;
    // What the log has been told last.
    private volatile String complaint = "";

    PortService(FifoPort port, Map<String, ?> properties) {
        this.port = port;
        this.properties = properties;
    }

    /// What the port says about its wiring, by the first of these configurations that can use it; null if none can. If it is wired to this controller and
    /// says nonsense, the log is told, once.
    PortOffer offer(List<FifoSettings> configurations, Logger logger) {
        PortOffer offer = null;
        String problem = "";
        for (FifoSettings settings : configurations) {
            Object controller = properties.get(FifoPort.CONTROLLER);
            if (offer != null || controller != null && !controller.equals(settings.controller())) {
                continue;
            }
            try {
                offer = PortOffer.of(port, properties, settings);
                problem = "";
            } catch (RuntimeException | LinkageError e) {
                problem = e instanceof IllegalArgumentException ? e.getMessage() : port.getClass().getName() + " threw " + e;
            }
        }
        if (!problem.isEmpty() && !problem.equals(complaint)) {
            logger.error("controller {} does not use a port: {}", configurations.getFirst().controller(), problem);
        }
        complaint = problem;
        return offer;
    }
}
