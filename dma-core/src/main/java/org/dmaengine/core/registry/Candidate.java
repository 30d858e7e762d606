package org.dmaengine.core.registry;

import org.dmaengine.spi.SlaveMapEntry;

/// A slot that would do, and by which entry.
///
/// @param entry null for a request by capability
public record Candidate(ChannelSlot slot, SlaveMapEntry entry) { }
