package org.dmaengine.examples.pcm;

/// Where a stream stands (`snd_pcm_state_t`).
///
/// ```text
/// SETUP ─ prepare ▶ PREPARED ─ start ▶ RUNNING ─ drain ▶ DRAINING ─▶ SETUP
///   ▲                  ▲                │ ▲  │                (playback)
///   │               prepare       pause ▼ │  └─ the client is late ▶ XRUN ─ prepare ▶ PREPARED
///   └───── drop ───────┴───────────── PAUSED
/// ```
///
/// From everywhere: `DISCONNECTED` when the device fails or its controller has left; the end.
public enum PcmState {
    /// Stopped.
    SETUP,
    /// Pointers at the start of the ring; a playback may be filled.
    PREPARED,
    /// The device runs.
    RUNNING,
    /// The device plays what is left, then stops.
    DRAINING,
    /// The device stands still and keeps its place.
    PAUSED,
    /// The device has overtaken the client, and was stopped.
    XRUN,
    /// There is no device any more.
    DISCONNECTED;

    /// Says whether the device moves or may go on moving from where it stands.
    boolean isActive() {
        return this == RUNNING || this == DRAINING || this == PAUSED;
    }
}
