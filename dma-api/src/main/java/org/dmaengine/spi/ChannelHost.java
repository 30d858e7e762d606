package org.dmaengine.spi;

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
}
