package org.dmaengine.core.registry;

import java.util.List;
import org.dmaengine.DmaException;
import org.dmaengine.core.channel.LeaseTerms;

/// What a request is looking for: by name or by capability and filter. Called on any thread, holding no lock.
public interface Wanted {
    /// Those of these slots that are free and would do, best first.
    List<ChannelSlot> candidates(List<ChannelSlot> slots);

    /// Why none of these slots can be had now.
    DmaException refusal(List<ChannelSlot> slots);

    /// Says whether this slot, which is free, would do.
    boolean accepts(ChannelSlot slot);

    /// The client's name for the holder: `<device>:<name>`, or empty.
    String client();

    /// What the driver of this slot, which has been claimed, is told about the lease.
    LeaseTerms termsFor(ChannelSlot slot);
}
