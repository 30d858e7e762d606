package org.dmaengine.controller.faults;

import java.util.Set;
import org.dmaengine.faults.FaultKind;

/// What one transfer meets.
///
/// @param harmless what it meets and survives
/// @param harm     what harms it, null for nothing
/// @param call     the call in which that happens, if it can happen in several
/// @param place    where that happens, in thousandths of the transfer
/// @param dice     what else there is to choose
record Fate(Set<FaultKind> harmless, FaultKind harm, Call call, int place, int dice) {
    /// Says whether it meets this one.
    boolean meets(FaultKind kind) {
        return harm == kind || harmless.contains(kind);
    }

    /// One of several choices.
    int choice(int choices) {
        return dice % choices;
    }

    /// The byte at which it happens.
    ///
    /// @param unit of which that is a multiple
    long at(long length, long unit) {
        long rough = length / FaultPlan.DRAWS * place + length % FaultPlan.DRAWS * place / FaultPlan.DRAWS;
        return rough / unit * unit;
    }
}
