package org.dmaengine;

/// Which ends of a transfer are memory and which are a device's register (`dma_transfer_direction`).
public enum Direction {
    /// Both ends are memory.
    MEM_TO_MEM,
    /// From memory to a device.
    MEM_TO_DEV,
    /// From a device to memory.
    DEV_TO_MEM,
    /// From one device to another.
    DEV_TO_DEV;

    /// Says whether a device takes part, that is, whether slave preparations accept this direction (PREP-13).
    public boolean isSlave() {
        return this != MEM_TO_MEM;
    }

    /// Says whether memory is read.
    public boolean readsMemory() {
        return this == MEM_TO_MEM || this == MEM_TO_DEV;
    }

    /// Says whether memory is written.
    public boolean writesMemory() {
        return this == MEM_TO_MEM || this == DEV_TO_MEM;
    }
}
