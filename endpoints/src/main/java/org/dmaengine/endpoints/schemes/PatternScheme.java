package org.dmaengine.endpoints.schemes;

import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.EndpointScheme;
import org.osgi.service.component.annotations.Component;

/// `pattern:SEED` a source of bytes that can be told from each other, a sink that knows them.
@Component(property = EndpointScheme.SCHEME + "=pattern")
public final class PatternScheme implements EndpointScheme {
    @Override
    public EndpointPort open(String rest, Direction direction) {
        try {
            return new PatternPort("pattern:" + rest, direction, new Pattern(Long.decode(rest)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("pattern:" + rest + " is refused; behind pattern: stands its seed, a whole number such as 7 or 0x1f", e);
        }
    }
}
