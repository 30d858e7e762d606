package org.dmaengine.core.registry;

import org.dmaengine.SwapTerms;
import org.dmaengine.spi.SlaveMapEntry;

/// A slot that would do, and by which entry.
///
/// @param entry null for a request by capability
public record Candidate(ChannelSlot slot, SlaveMapEntry entry) {
    /// What holds for a lease on it when the controller leaves.
    SwapTerms swap(Wanted wanted) {
        return entry == null ? wanted.swap() : entry.swap();
    }

    /// Says whether a lease is served by this candidate as by the other, as far as their entries go: the same line, router and parameters.
    boolean bindsAs(Candidate other) {
        return entry.requestLine() == other.entry.requestLine() && entry.router().equals(other.entry.router())
                && entry.parameters().equals(other.entry.parameters());
    }

    /// Says whether this slot need not be tried when the candidate could not be taken into use: of a controller that refused a
    /// request by capability no further channel is (REQ-19).
    boolean rulesOut(ChannelSlot other) {
        return entry == null && slot.controller() == other.controller();
    }
}
