package org.dmaengine.examples.pcm;

/// What happens when the device overtakes the client (the `stop_threshold` of ALSA). The ring itself goes on for ever (CYC-10).
public enum XrunPolicy {
    /// The first period callback that finds it stops the device: nothing old is heard for long, and a client that hangs leaves no noise.
    STOP,
    /// The device runs on, through old frames or over unread ones, until the client comes back and moves its own pointer.
    RUN_ON
}
