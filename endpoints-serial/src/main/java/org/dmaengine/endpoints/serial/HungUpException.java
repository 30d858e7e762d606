package org.dmaengine.endpoints.serial;

import java.io.IOException;
import java.io.Serial;

/// The other side of the line has gone: the modem has hung up, the adapter was pulled, the program at the other end of a pseudo-terminal has
/// closed it. What had been received before was delivered before.
final class HungUpException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    HungUpException() {
        super("the line was hung up");
    }
}
