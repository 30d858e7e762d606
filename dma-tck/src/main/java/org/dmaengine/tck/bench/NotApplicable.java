package org.dmaengine.tck.bench;

import java.io.Serial;

/// A case cannot be played with this driver, which is no failure of it; the message says why.
public final class NotApplicable extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /// Says what is missing.
    public NotApplicable(String why) {
        super(why, null, false, false);
    }
}
