package org.dmaengine.controller.fifo;

import java.io.IOException;
import java.io.Serial;

/// A port has done what its contract does not allow; for the transfer that is a failure of the device like any other.
final class PortFailure extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    PortFailure(PortOffer offer, String deed, Throwable cause) {
        super("request line " + offer.line() + ": " + offer.name() + " is defective: " + deed
                + (cause == null ? "" : " threw " + cause), cause);
    }
}
