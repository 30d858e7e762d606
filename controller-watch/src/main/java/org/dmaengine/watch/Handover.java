package org.dmaengine.watch;

/// A channel is served by another driver than before. Times are those of `System.nanoTime`.
///
/// @param channel   its number
/// @param lastStep  when the last step on the former driver returned
/// @param firstStep when the first step on the next one began
public record Handover(int channel, long lastStep, long firstStep) {
    /// Time in which no driver stepped.
    public long nanos() {
        return firstStep - lastStep;
    }
}
