package org.dmaengine.tools.swaptest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dmaengine.tools.Spread;
import org.dmaengine.tools.swap.SwapKind;
import org.dmaengine.watch.Handover;

/// How long channels with work stood still: from the last step on the former driver to the first one on the next.
final class Blackouts {
    private final Map<SwapKind, List<Long>> nanos = new EnumMap<>(SwapKind.class);

    /// Takes those handovers whose client had something to do all the time; soon, before that is forgotten.
    void add(SwapKind kind, List<Handover> handovers, List<Clients.Client> clients) {
        for (Handover handover : handovers) {
            for (Clients.Client client : clients) {
                if (client.channel() == handover.channel() && client.load().wasBusy(handover.lastStep(), handover.firstStep())) {
                    nanos.computeIfAbsent(kind, _ -> new ArrayList<>()).add(handover.nanos());
                }
            }
        }
    }

    Spread of(SwapKind kind) {
        return Spread.of(nanos.getOrDefault(kind, List.of()));
    }
}
