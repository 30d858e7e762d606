package org.dmaengine.controller.faults;

import java.util.Locale;

/// A call of a driver that may fail.
enum Call {
    START, STEP, PAUSE, RESUME, STOP;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
