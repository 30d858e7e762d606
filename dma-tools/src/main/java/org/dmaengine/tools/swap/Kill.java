package org.dmaengine.tools.swap;

import org.dmaengine.spi.ControllerAdmin;
import org.dmaengine.tools.CommandFailure;

/// Declares the controller broken, as if its drivers had thrown, and then has it made anew, since broken channels stay where they are.
///
/// @param controller the name that is declared broken
/// @param anew       replaces the instance
record Kill(ControllerAdmin admin, String controller, Swap anew) implements Swap {
    @Override
    public void once() throws CommandFailure {
        try {
            admin.fail(controller, "it was declared broken by kind=" + SwapKind.KILL.key() + " of a swap");
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
        anew.once();
    }

    @Override
    public void close() throws CommandFailure {
        anew.close();
    }
}
