package org.dmaengine.tools.board;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveMap;

/// Every name requested once, and its channel given back.
///
/// @param deferred names that were told to wait, with the reason: their controllers are not there, or cannot be used
/// @param granted  how many names got a channel
/// @param refused  the others, with the reason
record RollCall(List<String> deferred, int granted, List<String> refused) {
    /// Copies the lists.
    RollCall {
        deferred = List.copyOf(deferred);
        refused = List.copyOf(refused);
    }

    /// @param stopped says that the rest is not wanted any more
    static RollCall of(SlaveMap slaveMap, List<Name> names, BooleanSupplier stopped) {
        List<String> deferred = new ArrayList<>();
        int granted = 0;
        List<String> refused = new ArrayList<>();
        for (Name name : names) {
            if (stopped.getAsBoolean()) {
                break;
            }
            try {
                slaveMap.requestChannel(name.client(), name.name()).close();
                granted++;
            } catch (DmaException.NotYetAvailable e) {
                deferred.add(name + ": " + e.getMessage());
            } catch (DmaException e) {
                refused.add(name + ": " + e.getMessage());
            }
        }
        return new RollCall(deferred, granted, refused);
    }
}
