package org.dmaengine;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/// What a channel must be like that is requested by capability or filter instead of by name
/// (`dma_request_channel`, REQ-16 to REQ-21).
///
/// The filter sees free channels that have the capabilities, best service ranking first, then in the order of
/// registration; the first `true` wins. It runs on the requesting thread (when waiting, on whichever thread makes a
/// channel available), must be quick and must not call the engine (REQ-18).
///
/// When the controller leaves, any free channel that satisfies the request may replace it, the best ranked first.
///
/// @param capabilities what the channel must be able to do
/// @param filter       which of those channels will do
/// @param swap         what holds when the controller leaves; [SwapTerms#followsRanking] does not count here
public record ChannelRequest(Set<Capability> capabilities, Predicate<ChannelInfo> filter, SwapTerms swap) {
    /// Copies the set.
    public ChannelRequest {
        Objects.requireNonNull(swap, "swap");
        EnumSet<Capability> copy = EnumSet.noneOf(Capability.class);
        copy.addAll(capabilities);
        capabilities = Collections.unmodifiableSet(copy);
        Objects.requireNonNull(filter, "filter");
    }

    /// Asks for any channel with these capabilities.
    public static ChannelRequest of(Capability first, Capability... more) {
        return new ChannelRequest(EnumSet.of(first, more), any -> true, SwapTerms.DEFAULT);
    }

    /// Narrows this request further.
    public ChannelRequest where(Predicate<ChannelInfo> further) {
        return new ChannelRequest(capabilities, filter.and(further), swap);
    }

    /// Narrows this request to one controller.
    public ChannelRequest onController(String controller) {
        return where(channel -> channel.controller().equals(controller));
    }

    /// The same on other terms.
    public ChannelRequest swap(SwapPolicy policy, Duration timeout) {
        return new ChannelRequest(capabilities, filter, new SwapTerms(timeout, policy, false));
    }
}
