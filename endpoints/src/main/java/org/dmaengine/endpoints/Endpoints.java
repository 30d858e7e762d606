package org.dmaengine.endpoints;

import java.io.IOException;
import org.dmaengine.Direction;
import org.osgi.annotation.versioning.ProviderType;

/// The service that opens endpoints by name.
///
/// A port belongs to the bundle whose service instance opened it, and is closed when the bundle stops or no longer uses the service.
@ProviderType
public interface Endpoints {
    /// Opens an endpoint; may block, for as long as a connection takes.
    ///
    /// @param endpoint  scheme, colon, and what the scheme understands: `file:/tmp/in`
    /// @param direction `DEV_TO_MEM` for a source, `MEM_TO_DEV` for a sink
    /// @throws UnknownSchemeException if there is no such scheme, naming those there are
    /// @throws IllegalArgumentException if the scheme refuses what follows
    /// @throws IOException if the endpoint cannot be opened
    EndpointPort open(String endpoint, Direction direction) throws IOException;
}
