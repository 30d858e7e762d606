package org.dmaengine.core.channel;

/// What a driver counts as having thrown that somebody else has declared broken. It has no place of its own, so no trace.
public final class DeclaredBroken extends RuntimeException {
    private static final long serialVersionUID = 1;

    DeclaredBroken(String why) {
        super(why, null, true, false);
    }

    @Override
    public String toString() {
        return "declared broken, " + getMessage();
    }
}
