package org.dmaengine.controller.faults;

import java.util.Locale;

/// A call of a driver that may fail.
enum Call {
    START, STEP, PAUSE, RESUME, STOP;

    /// What it is called in the SPI.
    String method() {
        return name().toLowerCase(Locale.ROOT);
    }
}
