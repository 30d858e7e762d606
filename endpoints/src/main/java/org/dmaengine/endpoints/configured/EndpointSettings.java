package org.dmaengine.endpoints.configured;

import java.util.HashMap;
import java.util.Map;
import org.dmaengine.Direction;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.spi.RawProperties;
import org.osgi.framework.Constants;

/// What one configuration says, checked.
///
/// @param endpoint  scheme, colon, and the rest
/// @param direction `DEV_TO_MEM` or `MEM_TO_DEV`
/// @param reopen    whether it is opened again when it has failed or ended
/// @param service   properties of the port's service
record EndpointSettings(String endpoint, Direction direction, boolean reopen, Map<String, Object> service) {
    /// Checks the properties of a configuration.
    ///
    /// @throws IllegalArgumentException that names PID, property, value and what is allowed
    static EndpointSettings of(Map<String, ?> properties) {
        RawProperties raw = new RawProperties(properties);
        if (!(properties.get("endpoint") instanceof String endpoint) || endpoint.indexOf(':') < 1) {
            throw raw.refused("endpoint", "a scheme and what it understands, such as tcp:localhost:9000");
        }
        Direction direction = switch (String.valueOf(properties.get("direction"))) {
            case "DEV_TO_MEM" -> Direction.DEV_TO_MEM;
            case "MEM_TO_DEV" -> Direction.MEM_TO_DEV;
            default -> throw raw.refused("direction", "DEV_TO_MEM for a source, MEM_TO_DEV for a sink");
        };
        boolean reopen = switch (String.valueOf(properties.get("reopen"))) {
            case "true" -> true;
            case "false", "null", "" -> false; // not set, or a console's blank
            default -> throw raw.refused("reopen", "true or false");
        };
        int line = raw.wholeNumber(FifoPort.REQUEST_LINE, 0, Integer.MAX_VALUE, -1);
        if (line < 0) {
            throw raw.refused(FifoPort.REQUEST_LINE, "a whole number from 0 to " + Integer.MAX_VALUE);
        }
        // Everything else for filters; what is ours in the type that its readers expect, whatever a console has made of it.
        Map<String, Object> service = new HashMap<>(properties);
        service.put(FifoPort.REQUEST_LINE, line);
        service.put(Constants.SERVICE_RANKING, raw.wholeNumber(Constants.SERVICE_RANKING, Integer.MIN_VALUE, Integer.MAX_VALUE, 0));
        long address = raw.wholeNumber(FifoPort.BUS_ADDRESS, 0L, Long.MAX_VALUE, -1L);
        if (address >= 0) {
            service.put(FifoPort.BUS_ADDRESS, address);
        } else {
            service.remove(FifoPort.BUS_ADDRESS);
        }
        if ("".equals(service.get(FifoPort.CONTROLLER))) {
            service.remove(FifoPort.CONTROLLER);
        }
        return new EndpointSettings(endpoint, direction, reopen, service);
    }
}
