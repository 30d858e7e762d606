package org.dmaengine.core.channel.model;

import java.io.Serial;

/// Channel and model do not agree.
final class Difference extends AssertionError {
    @Serial
    private static final long serialVersionUID = 1L;

    Difference(String what, String model, String channel) {
        super(what + "\n  the model says:   " + model + "\n  the channel says: " + channel);
    }
}
