package org.dmaengine.it;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dmaengine.CompletionCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.mapping.Mapping;

/// A ring of words that a [CountingPort] fills: looks whether its periods are numbered without a gap, and hold the words of their turn.
final class RingCheck implements CompletionCallback {
    private final Mapping memory;
    private final int periods;
    private final int period;
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    // Written by one callback at a time.
    private volatile long seen;

    RingCheck(Mapping memory, int periods, int period) {
        this.memory = memory;
        this.periods = periods;
        this.period = period;
    }

    long start(DmaChannel channel) {
        long cookie = channel.prepareCyclic(memory, 0, (long) periods * period, period, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT)
                .onComplete(this).submit();
        channel.issuePending();
        return cookie;
    }

    @Override
    public void onComplete(TransferResult result) {
        if (!result.isPeriod() || result.sequence() != seen + result.periods()) {
            complaints.add(result + " behind period " + seen);
            return;
        }
        seen = result.sequence();
        long last = seen - 1;
        String wrong = Words.complaint(memory.segment().asSlice(last % periods * period, period), last * (period / Words.BYTES));
        if (!wrong.isEmpty()) {
            complaints.add("period " + seen + ": " + wrong);
        }
    }

    void awaitPeriods(long count) {
        Peripherals.until(() -> seen >= count || !complaints.isEmpty(), count + " periods are there");
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }
}
