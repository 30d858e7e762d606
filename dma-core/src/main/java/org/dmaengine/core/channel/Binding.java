package org.dmaengine.core.channel;

import org.dmaengine.ChannelCapabilities;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.core.mapping.DmaDevice;
import org.dmaengine.spi.ChannelDriver;

/// The driver under a virtual channel, with what belongs to it.
///
/// @param name     the channel's name, `dma<N>chan<M>`
/// @param driver   where the bytes are moved
/// @param engine   the threads that step it
/// @param device   what memory is mapped against
/// @param capabilities what the driver can do
/// @param totals   what has been done on the channel, by all its leases
public record Binding(String name, ChannelDriver driver, Engine engine, DmaDevice device, ChannelCapabilities capabilities, Totals totals) {
}
