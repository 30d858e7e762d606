package org.dmaengine.spi;

/// How a runner thread with nothing to do waits for the next doorbell. None burns a core for longer than some
/// microseconds.
public enum WaitStrategy {
    /// Spin briefly, then park: for small transfers in quick succession.
    ADAPTIVE,
    /// Park at once: for engines that are seldom used, or where every cycle belongs to somebody else.
    PARK
}
