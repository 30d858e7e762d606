package org.dmaengine.core.registry;

/// Wants to know which channels are there.
@FunctionalInterface
public interface Presence {
    /// A channel has come, changed its properties, broken or left: [ChannelRegistry#slots] says what is there now. When a
    /// controller leaves, this is called while its leases still work, inside the UNREGISTERING event; and again before one of them is given
    /// up, since no replacement has come. Any thread; no lock is held.
    void changed(ChannelSlot slot);
}
