package org.dmaengine.tck.bench;

/// What a case asks for when it wants a transfer.
///
/// @param workload    its shape
/// @param grains      how many grains it has, a multiple of [#PARTS]
/// @param grain       bytes of a grain; 0 for a convenient number
/// @param repeated    whether it starts again at its end
/// @param metadata    metadata that the client gives, null for none
/// @param wantsMetadata whether the client wants metadata from the device
/// @param onHeap      whether its memory is the heap's
public record Request(Workload workload, int grains, int grain, boolean repeated, byte[] metadata, boolean wantsMetadata,
                      boolean onHeap) {
    /// Lists, frames and rings are cut into so many parts.
    public static final int PARTS = 12;
    private static final int USUAL = 48;

    /// The usual size and shape.
    public Request(Workload workload) {
        this(workload, USUAL, 0, false, null, false, false);
    }

    /// So many grains.
    public Request grains(int count) {
        return new Request(workload, count, grain, repeated, metadata, wantsMetadata, onHeap);
    }

    /// Grains of so many bytes.
    public Request grain(int bytes) {
        return new Request(workload, grains, bytes, repeated, metadata, wantsMetadata, onHeap);
    }

    /// One that starts again at its end.
    public Request thatRepeats() {
        return new Request(workload, grains, grain, true, metadata, wantsMetadata, onHeap);
    }

    /// With this metadata for the device.
    public Request metadata(byte[] bytes) {
        return new Request(workload, grains, grain, repeated, bytes, wantsMetadata, onHeap);
    }

    /// With an area for metadata from the device.
    public Request thatWantsMetadata() {
        return new Request(workload, grains, grain, repeated, metadata, true, onHeap);
    }

    /// In memory of the heap.
    public Request inHeap() {
        return new Request(workload, grains, grain, repeated, metadata, wantsMetadata, true);
    }
}
