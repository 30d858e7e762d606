package org.dmaengine.core.channel;

import java.util.Map;

/// What the slave map says to the driver of a lease.
///
/// @param requestLine the peripheral's request line, -1 if there is none
/// @param parameters  further values of the entry
public record LeaseTerms(int requestLine, Map<String, Object> parameters) {
    /// The terms of a lease that was got by capability.
    public static final LeaseTerms NONE = new LeaseTerms(-1, Map.of());

    /// Copies the map.
    public LeaseTerms {
        parameters = Map.copyOf(parameters);
    }
}
