package org.dmaengine.tools.swaptest;

import java.util.Locale;
import org.dmaengine.tools.swaptest.Rig.Controller;

/// What the clients of a test do.
enum Mix {
    /// Everything: copies, lists, rings; of every size, with pauses and terminates. The test's clients keep all processors busy.
    MIXED {
        @Override
        Controller controller(int client) {
            return client % 2 == 0 ? Controller.MEMORY : Controller.PERIPHERALS;
        }
    },
    /// Bursts of copies of 64 KiB, the first of which finishes on a controller that leaves; neither the processors nor the engine are busy all the time.
    DRAIN {
        @Override
        Controller controller(int client) {
            return Controller.MEMORY;
        }
    };

    /// Which controller the client of that number has a channel of.
    abstract Controller controller(int client);

    /// As a user writes it.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
