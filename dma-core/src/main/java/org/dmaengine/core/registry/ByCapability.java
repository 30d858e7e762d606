package org.dmaengine.core.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaException;
import org.dmaengine.SwapTerms;
import org.dmaengine.spi.SlaveMapEntry;

/// A request by capability and filter (REQ-16 to REQ-21).
record ByCapability(ChannelRequest request) implements Wanted {
    @Override
    public Stream<Candidate> candidates(List<ChannelSlot> slots) {
        return slots.stream().filter(ChannelSlot::isFree).map(this::candidate).filter(Objects::nonNull);
    }

    @Override
    public Candidate candidate(ChannelSlot slot) {
        return slot.capabilities().supports(request.capabilities()) && request.filter().test(slot.info()) ? new Candidate(slot, null) : null;
    }

    /// The filter is not asked: it is offered free channels only (REQ-18).
    @Override
    public DmaException refusal(List<ChannelSlot> slots) {
        if (slots.isEmpty()) {
            return new DmaException.NotYetAvailable("no controller is present, so there is no channel with "
                    + request.capabilities() + " yet");
        }
        int capable = 0;
        List<String> held = new ArrayList<>();
        Holder holder = null;
        String trouble = "";
        for (ChannelSlot slot : slots) {
            if (!slot.capabilities().supports(request.capabilities())) {
                continue;
            }
            capable++;
            Holder now = slot.holder();
            if (now != null) {
                holder = holder == null ? now : holder;
                held.add(slot.name() + " by " + now);
            } else if (!slot.isFree()) {
                trouble = slot.name() + ": " + (slot.trouble().isEmpty() ? "it is just being handed over" : slot.trouble());
            }
        }
        if (holder != null) {
            return new DmaException.ChannelBusy("no channel with " + request.capabilities()
                    + " that the request accepts is free; held: " + String.join(", ", held), holder.toString());
        }
        if (!trouble.isEmpty()) {
            return new DmaException.NotYetAvailable("no channel with " + request.capabilities()
                    + " that the request accepts can be had now: " + trouble);
        }
        if (capable == 0) {
            return new DmaException.NoSuchChannel("none of the " + slots.size() + " channels present has " + request.capabilities());
        }
        return new DmaException.NoSuchChannel("the request's filter accepts none of the " + capable + " channels with "
                + request.capabilities());
    }

    @Override
    public Candidate again(ChannelSlot slot, SlaveMapEntry bound) {
        return candidate(slot);
    }

    @Override
    public SwapTerms swap() {
        return request.swap();
    }

    @Override
    public String client() {
        return "";
    }
}
