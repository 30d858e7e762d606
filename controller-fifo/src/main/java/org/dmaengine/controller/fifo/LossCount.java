package org.dmaengine.controller.fifo;

import org.dmaengine.spi.Transfer;

/// Tells each transfer what its port has lost since anybody was last told: what happened between two transfers belongs to the
/// second, of two channels on one line to the one that looks first. Losses from before the line was served are nobody's.
final class LossCount {
    private PortUse port;

    /// The channel has left its line.
    void forget() {
        port = null;
    }

    /// @param now the port in use, null if there is none
    void tell(Transfer transfer, PortUse now) {
        tell(transfer);
        if (now != null && now != port) {
            port = now;
            tell(transfer);
        }
    }

    private void tell(Transfer transfer) {
        long untold = port == null ? 0 : port.untoldLosses();
        if (untold > 0) {
            transfer.losses(untold);
        }
    }
}
