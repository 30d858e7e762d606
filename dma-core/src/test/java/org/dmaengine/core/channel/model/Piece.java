package org.dmaengine.core.channel.model;

/// A contiguous run of a transfer.
///
/// @param from offset in the source, -1 if there is none
/// @param to   offset in the destination, -1 if there is none
record Piece(int from, int to, int length) { }
