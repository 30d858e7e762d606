package org.dmaengine.examples.pcm;

import java.io.IOException;
import java.io.Serial;

/// The device has overtaken the client: an underrun of a playback, an overrun of a capture. [PcmStream#recover] goes on.
public final class XrunException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;
    private final long frames;

    XrunException(String message, long frames) {
        super(message);
        this.frames = frames;
    }

    /// Frames that the device is past the client: played again by now, or overwritten before they were read.
    public long frames() {
        return frames;
    }
}
