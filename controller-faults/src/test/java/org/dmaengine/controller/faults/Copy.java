package org.dmaengine.controller.faults;

import java.util.ArrayList;
import java.util.List;
import org.dmaengine.TransferResult;
import org.dmaengine.faults.FaultKind;
import org.dmaengine.faults.Injection;

/// One copy of a schedule: what was asked, what it met on its way, what its client was told.
final class Copy {
    final int slot;
    final int length;
    final boolean calledBack;
    final boolean hasDeadline;
    final boolean replayable;
    /// What drivers have been given it for, by their number on the channel.
    final List<Long> starts = new ArrayList<>();
    final List<Injection> injections = new ArrayList<>();
    final List<TransferResult> results = new ArrayList<>();
    long cookie;
    /// Its client has dropped it before it was called back.
    boolean dropped;

    Copy(int slot, int length, boolean calledBack, boolean hasDeadline, boolean replayable) {
        this.slot = slot;
        this.length = length;
        this.calledBack = calledBack;
        this.hasDeadline = hasDeadline;
        this.replayable = replayable;
    }

    /// Says whether the last driver that was given it has met it with this fault.
    boolean hasMet(FaultKind kind) {
        return injections.stream().anyMatch(injection -> injection.kind() == kind && injection.transfer() == starts.getLast());
    }

    @Override
    public String toString() {
        return "cookie " + cookie + " of " + length + " bytes" + (hasDeadline ? ", deadline" : "") + (replayable ? ", replayable" : "")
                + (dropped ? ", dropped" : "") + ", starts " + starts + ", met " + injections + ", told " + results;
    }
}
