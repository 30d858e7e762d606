package org.dmaengine.tck.container;

import java.io.Serial;

/// The command has found something, or was asked for what it cannot do; the message is the one line that its user sees.
public final class TckFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    TckFailure(String line) {
        super(line);
    }

    TckFailure(String line, Throwable cause) {
        super(line, cause);
    }
}
