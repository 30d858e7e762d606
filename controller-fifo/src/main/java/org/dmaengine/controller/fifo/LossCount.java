package org.dmaengine.controller.fifo;

import org.dmaengine.spi.Transfer;

/// Tells each transfer what its port has lost since the channel last told anyone: what happened between two transfers belongs to the
/// second. Losses from before the channel first met the port are nobody's.
final class LossCount {
    private PortUse port;
    private long told;

    void forget() {
        port = null;
    }

    /// @param now the port in use, null if there is none
    void tell(Transfer transfer, PortUse now) {
        if (port != null) {
            long losses = port.losses();
            if (losses > told) {
                transfer.losses(losses - told);
                told = losses;
            }
        }
        if (now != null && now != port) {
            port = now;
            told = now.losses();
        }
    }
}
