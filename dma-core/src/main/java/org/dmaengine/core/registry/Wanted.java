package org.dmaengine.core.registry;

import java.util.List;
import java.util.stream.Stream;
import org.dmaengine.DmaException;
import org.dmaengine.SwapTerms;
import org.dmaengine.spi.SlaveMapEntry;

/// What a request is looking for: by name or by capability and filter. Called on any thread, holding no lock.
public interface Wanted {
    /// Those of these slots that are free and would do, best first. Lazy: a client's filter is asked no further than the caller
    /// looks (REQ-18).
    Stream<Candidate> candidates(List<ChannelSlot> slots);

    /// Why none of these slots can be had now.
    DmaException refusal(List<ChannelSlot> slots);

    /// This slot, which is free, if it would do; null if not.
    Candidate candidate(ChannelSlot slot);

    /// This slot, if it would do for a lease that has been granted before and has lost its driver; null if not.
    ///
    /// @param bound the entry that the lease is bound to, null if it was got by capability
    Candidate again(ChannelSlot slot, SlaveMapEntry bound);

    /// What holds for a lease when its controller leaves, unless an entry says so.
    SwapTerms swap();

    /// The client's name for the holder: `<device>:<name>`, or empty.
    String client();
}
