package org.dmaengine.examples.pcm;

/// How far device and client are, in frames since the start, whatever the place in the ring.
///
/// ```text
///                  device        client                       client         device
///                     ▼             ▼                            ▼              ▼
/// playback  | free    | queued      | free |    capture  | free  | to be read   | free |
///           └────────────── ring ──────────┘             └────────────── ring ─────────┘
/// ```
///
/// Both only grow, up to a boundary that is a multiple of the ring, where they begin again at 0: place in the ring is *pointer modulo
/// ring*, and only their difference counts.
///
/// **Laps.** The residue says where in the ring the device is, not how often it has been round. A reader who looks once in a ring's time
/// knows: it is the next such place. One who sleeps longer does not, and has to be told: the running number of the
/// periods, which callbacks carry however many of them were coalesced ([org.dmaengine.TransferResult#sequence]), is a floor that the device has
/// passed for certain; from there, the place in the ring says the rest.
///
/// ```text
/// ring 4 periods of 100; last seen at 130; now at place 50
///   no word of a period     130 → 450           the next place 50
///   period 9 has passed     130 → 900 → 1050    the next place 50 behind it: two laps were slept through
/// ```
///
/// Not thread-safe.
final class RingPointers {
    private final long ring;
    private final long boundary;
    private final long head;
    private long device;
    private long client;

    /// @param ring frames of the ring
    /// @param head frames that the client may be in front of the device: the ring for a playback, 0 for a capture
    RingPointers(long ring, long head) {
        this(ring, head, boundary(ring));
    }

    /// With a boundary that is reached sooner.
    RingPointers(long ring, long head, long boundary) {
        this.ring = ring;
        this.head = head;
        this.boundary = boundary;
    }

    /// The ring, doubled as often as leaves room for sums.
    private static long boundary(long ring) {
        long multiple = ring;
        while (multiple <= Long.MAX_VALUE / 4) {
            multiple *= 2;
        }
        return multiple;
    }

    /// Both at the start.
    void reset() {
        device = 0;
        client = 0;
    }

    /// The device was seen at this place of the ring.
    ///
    /// @param floor frames that it has passed for certain
    void deviceAt(long place, long floor) {
        devicePast(floor);
        device = Math.floorMod(device + Math.floorMod(place - device, ring), boundary);
    }

    /// The device has passed so many frames for certain.
    void devicePast(long floor) {
        long ahead = distance(device, floor);
        if (ahead > 0) {
            device = Math.floorMod(device + ahead, boundary);
        }
    }

    /// The client has written or read so many frames, or skips them.
    void advance(long frames) {
        client = Math.floorMod(client + frames, boundary);
    }

    /// Frames that the device has moved.
    long device() {
        return device;
    }

    /// Frames that the client has moved.
    long client() {
        return client;
    }

    /// The client's place in the ring.
    long place() {
        return client % ring;
    }

    /// Frames that the client may write or read; more than the ring holds if the device has overtaken it.
    long available() {
        return distance(client, device) + head;
    }

    /// As many of these frames as the client may write or read in one piece.
    long run(long frames) {
        return Math.min(Math.min(available(), frames), ring - place());
    }

    /// Frames that the device is past the client; 0 or less while it is not.
    long overtaken() {
        return available() - ring;
    }

    /// The way from one pointer to another, across the boundary if that is shorter.
    private long distance(long from, long to) {
        long way = Math.floorMod(to - from, boundary);
        return way < boundary / 2 ? way : way - boundary;
    }
}
