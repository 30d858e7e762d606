package org.dmaengine.endpoints;

import java.io.IOException;
import java.time.Duration;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.pump.SinkPump;
import org.dmaengine.endpoints.pump.SourcePump;
import org.osgi.annotation.versioning.ProviderType;

/// A port for a device that may block: a thread of its own pumps between the device and a bounded buffer, and the engine sees
/// the buffer's level only.
///
/// ```text
///   device ◀── blocking calls ──▶ pump ◀── buffer, 1 MiB ──▶ level, burst ◀── engine
/// ```
///
/// A source's pump sleeps while less than a quarter of the buffer is free, unless the engine waits for more than there is.
@ProviderType
public interface PumpedPort extends EndpointPort {
    /// Bytes of a buffer unless said otherwise.
    int BUFFER = 1 << 20;

    /// Makes a port, whose thread opens the device. Does not wait for that: bytes may be given to a sink before.
    ///
    /// @param endpoint  the port's name; its thread's as well
    /// @param direction `DEV_TO_MEM` or `MEM_TO_DEV`
    static PumpedPort of(String endpoint, Direction direction, PumpedDevice device) {
        return of(endpoint, direction, device, BUFFER);
    }

    /// The same with a buffer of another size.
    ///
    /// @param buffer a power of two, in bytes
    static PumpedPort of(String endpoint, Direction direction, PumpedDevice device, int buffer) {
        return switch (direction) {
            case DEV_TO_MEM -> SourcePump.start(endpoint, device, buffer);
            case MEM_TO_DEV -> SinkPump.start(endpoint, device, buffer);
            default -> throw new IllegalArgumentException(endpoint + " cannot be opened for " + direction
                    + "; allowed is DEV_TO_MEM, a source, or MEM_TO_DEV, a sink");
        };
    }

    /// Waits until the device is open.
    ///
    /// @return this
    /// @throws IOException if it cannot be opened, or not in time; the port is then closed
    PumpedPort awaitOpen(Duration timeout) throws IOException;
}
