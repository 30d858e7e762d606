package org.dmaengine.mapping;

/// What the device may do with mapped memory (`dma_data_direction`). Not the direction of a transfer: the numbers of the
/// two coincide only by luck in the kernel, the types are apart here.
public enum MapDirection {
    /// The device reads; the memory may be read-only.
    TO_DEVICE,
    /// The device writes.
    FROM_DEVICE,
    /// The device reads and writes.
    BIDIRECTIONAL;

    /// Says whether the device may read.
    public boolean isReadable() {
        return this != FROM_DEVICE;
    }

    /// Says whether the device may write.
    public boolean isWritable() {
        return this != TO_DEVICE;
    }
}
