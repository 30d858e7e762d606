package org.dmaengine.tck.bench;

/// One contiguous run of a transfer.
///
/// @param source            what is read, null if that is a device or a fill value
/// @param sourceOffset      where
/// @param destination       what is written, null if that is a device
/// @param destinationOffset where
/// @param length            bytes
record Piece(Area source, long sourceOffset, Area destination, long destinationOffset, int length) {
}
