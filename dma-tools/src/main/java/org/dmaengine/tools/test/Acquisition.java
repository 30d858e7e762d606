package org.dmaengine.tools.test;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.dmaengine.Capability;
import org.dmaengine.ChannelInfo;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.SwapTerms;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.SameController;

/// Takes every free channel that is meant, exclusively, in one pass per capability (TST-23, TST-24). The passes for XOR and
/// P/Q have nothing to ask for here.
record Acquisition(DmaEngine engine, TestParameters parameters) {
    /// The channels, at least one; the caller releases them.
    List<DmaChannel> channels() throws CommandFailure {
        List<DmaChannel> taken = new ArrayList<>();
        DmaException reason = null;
        for (Operation pass : Operation.values()) {
            reason = take(pass.capability(), taken);
        }
        if (taken.isEmpty()) {
            throw new CommandFailure(refusal(reason), reason);
        }
        return taken;
    }

    /// @return why it stopped, null if enough were taken
    private DmaException take(Capability capability, List<DmaChannel> taken) {
        while (parameters.maxChannels() == 0 || taken.size() < parameters.maxChannels()) {
            SameController filter = new SameController(parameters::matches);
            try {
                DmaChannel channel = engine.request(new ChannelRequest(EnumSet.of(capability), filter, SwapTerms.DEFAULT));
                taken.add(channel);
                engine.channels().stream().filter(info -> info.name().equals(channel.name())).map(ChannelInfo::controller).findFirst()
                        .ifPresent(filter::keep);
            } catch (DmaException.NoSuchChannel | DmaException.ChannelBusy | DmaException.NotYetAvailable e) {
                return e;
            }
        }
        return null;
    }

    private String refusal(DmaException reason) {
        List<ChannelInfo> present = engine.channels();
        List<ChannelInfo> meant = present.stream().filter(parameters::matches).toList();
        if (!meant.isEmpty() || present.isEmpty()) {
            return "no channel to test: " + reason.getMessage();
        }
        return "no channel to test: nothing is called channel='" + parameters.channel() + "' device='" + parameters.device()
                + "'; there are " + present.stream().map(info -> info.name() + " on " + info.controller())
                        .collect(Collectors.joining(", "));
    }
}
