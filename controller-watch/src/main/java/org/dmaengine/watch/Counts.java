package org.dmaengine.watch;

/// What the drivers of a controller have done, all channels together.
///
/// @param opened    leases that have taken a driver into use
/// @param closed    those that have let go of one in order
/// @param started   transfers that began with their first byte
/// @param continued transfers that another driver had begun
/// @param steps     steps that have returned
/// @param bytes     bytes that drivers say to have moved, of whatever became of their transfers
/// @param skipped   bytes that a driver was not asked to move although nobody had
/// @param repeated  bytes that a driver was asked to move although it or another one had
public record Counts(long opened, long closed, long started, long continued, long steps, long bytes, long skipped, long repeated) {
}
