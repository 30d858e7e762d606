package org.dmaengine.core.registry;

/// Wants to know which channels are there.
public interface Presence {
    /// A channel has come, changed its properties, broken or left: [ChannelRegistry#slots] says what is there now. When a
    /// controller leaves, this is called while its leases still work, inside the UNREGISTERING event. Any thread; no lock
    /// is held.
    void changed(ChannelSlot slot);

    /// A lease that this channel has served is about to be given up, since no replacement has come. What tells clients that the channel can be
    /// had goes first: within a bound, this returns when it has gone. Any thread; no lock is held.
    void givesUp(ChannelSlot slot);
}
