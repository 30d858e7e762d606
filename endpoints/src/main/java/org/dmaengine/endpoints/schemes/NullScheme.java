package org.dmaengine.endpoints.schemes;

import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.EndpointScheme;
import org.osgi.service.component.annotations.Component;

/// `null:` a sink that swallows, a source of zeros without end.
@Component(property = EndpointScheme.SCHEME + "=null")
public final class NullScheme implements EndpointScheme {
    @Override
    public EndpointPort open(String rest, Direction direction) {
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException("null:" + rest + " is refused; nothing stands behind null:");
        }
        return new NullPort(direction);
    }
}
