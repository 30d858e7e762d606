package org.dmaengine.endpoints;

import java.io.IOException;
import org.dmaengine.Direction;
import org.osgi.annotation.versioning.ConsumerType;

/// A kind of endpoint; whoever brings one registers it as a service, and [Endpoints] finds it by its [#SCHEME].
///
/// When the service leaves, the ports that [Endpoints] got from it are closed.
@ConsumerType
public interface EndpointScheme {
    /// Service property, `String` or `String[]`, required: the words before the colon that this scheme answers to.
    String SCHEME = "dma.endpoint.scheme";

    /// Opens an endpoint. May block for as long as a person would wait; a peer that may come much later is waited for by the port itself.
    ///
    /// @param rest      what follows the scheme and its colon
    /// @param direction `DEV_TO_MEM` for a source, `MEM_TO_DEV` for a sink
    /// @throws IllegalArgumentException if the rest is nothing that this scheme understands, or it knows no such direction; says what it wants
    /// @throws IOException if the endpoint is refused: says which one, why, and what to do
    EndpointPort open(String rest, Direction direction) throws IOException;
}
