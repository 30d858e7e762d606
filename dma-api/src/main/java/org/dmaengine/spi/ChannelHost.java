package org.dmaengine.spi;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/// The core's side of an open channel, for the driver.
@ProviderType
public interface ChannelHost {
    /// Says that the channel may have something to do: a device raised its request line, hardware has an interrupt. The
    /// core then calls [ChannelDriver#step] soon, on the engine's thread.
    ///
    /// May be called on any thread, at any time, also inside a step and after `close`; never blocks, never calls back.
    void wake();

    /// The channel's name, for messages.
    String name();

    /// The request line of the peripheral that this lease is for, from the slave map; -1 if there is none, as for a channel
    /// requested by capability. The same for as long as the channel is open.
    int requestLine();

    /// What the slave-map entry of this lease says to the driver beyond that (the `param` of a `dma_slave_map`); empty for a
    /// channel requested by capability.
    Map<String, Object> parameters();
}
