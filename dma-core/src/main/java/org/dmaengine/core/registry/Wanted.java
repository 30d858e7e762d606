package org.dmaengine.core.registry;

import java.util.List;
import java.util.stream.Stream;
import org.dmaengine.DmaException;

/// What a request is looking for: by name or by capability and filter. Called on any thread, holding no lock.
public interface Wanted {
    /// Those of these slots that are free and would do, best first. Lazy: a client's filter is asked no further than the caller
    /// looks (REQ-18).
    Stream<Candidate> candidates(List<ChannelSlot> slots);

    /// Why none of these slots can be had now.
    DmaException refusal(List<ChannelSlot> slots);

    /// This slot, which is free, if it would do; null if not.
    Candidate candidate(ChannelSlot slot);

    /// The client's name for the holder: `<device>:<name>`, or empty.
    String client();
}
