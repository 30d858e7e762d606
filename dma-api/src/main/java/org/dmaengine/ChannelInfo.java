package org.dmaengine;

import java.util.Map;

/// What a client may know of a channel before it holds it; the argument of a request's filter (REQ-16).
///
/// @param controller   name of the controller, service property `dma.controller`
/// @param channel      number of the channel within its controller, service property `dma.channel`
/// @param name         `dma<N>chan<M>`, never given to another channel while handles to this one live (REG-10, HS-06)
/// @param capabilities what it can do
/// @param holder       who holds it, empty if it is free
/// @param properties   the service properties of its driver
public record ChannelInfo(String controller, int channel, String name, ChannelCapabilities capabilities, String holder,
                          Map<String, Object> properties) {
    /// Copies the properties.
    public ChannelInfo {
        properties = Map.copyOf(properties);
    }

    /// Says whether nobody holds it.
    public boolean isFree() {
        return holder.isEmpty();
    }
}
