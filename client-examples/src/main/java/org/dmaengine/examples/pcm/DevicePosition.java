package org.dmaengine.examples.pcm;

import org.dmaengine.TransferResult;

/// Follows the device: the place from the ring's residue (CYC-03), the laps from the running number of the periods, since callbacks
/// coalesce (CB-07) and may be late.
///
/// A channel that counts no residue while it runs says nothing between two periods; then the periods are all there is (CLA-04, CLA-11).
///
/// Guarded by its stream's lock.
final class DevicePosition {
    private final DmaRing ring;
    private final RingPointers pointers;
    private final long periodFrames;
    private long passed;
    private long inFlight;

    DevicePosition(DmaRing ring, RingPointers pointers, long periodFrames) {
        this.ring = ring;
        this.pointers = pointers;
        this.periodFrames = periodFrames;
    }

    /// Both pointers at the start of the ring.
    void reset() {
        pointers.reset();
        passed = 0;
        inFlight = 0;
    }

    // @start region="position"
    /// A callback has told of the periods so far.
    void passed(TransferResult result) {
        passed = result.sequence() * periodFrames;
    }

    /// Asks where the device is now.
    void update() {
        if (!ring.hasPointer()) {
            pointers.devicePast(passed);
            return;
        }
        ring.pointer().ifPresent(pointer -> {
            pointers.deviceAt(pointer.place(), passed);
            inFlight = pointer.inFlight();
        });
    }
    // @end

    /// Frames inside the controller (CLA-10).
    long inFlight() {
        return inFlight;
    }
}
