/// Peripherals whose data are real: files, sockets, pipes, serial lines, patterns, words at a pace.
///
/// [Endpoints][org.dmaengine.endpoints.Endpoints] opens an endpoint by its name, `tcp:localhost:9000`, as an
/// [EndpointPort][org.dmaengine.endpoints.EndpointPort]: a `FifoPort` that its opener registers on a request line. Whoever
/// brings a new kind of endpoint implements [EndpointScheme][org.dmaengine.endpoints.EndpointScheme], and finds in
/// [PumpedPort][org.dmaengine.endpoints.PumpedPort] a port for devices that block.
@Export
@Version("0.1.0")
package org.dmaengine.endpoints;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
