package org.dmaengine.spi;

/// The kind of work that a [Transfer] is. A driver is handed only kinds that its capabilities name.
public enum TransferKind {
    /// Copy of one run, or of one list into another.
    MEMCPY,
    /// Fill of one run or of a list with [Transfer#fillValue].
    MEMSET,
    /// Memory from or to the device: single, scatter-gather and vector alike.
    SLAVE,
    /// A ring from or to the device.
    CYCLIC,
    /// Frames with gaps, any direction.
    INTERLEAVED,
    /// Moves nothing.
    INTERRUPT
}
