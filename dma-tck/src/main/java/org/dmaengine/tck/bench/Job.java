package org.dmaengine.tck.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dmaengine.spi.TransferFault;

/// One transfer on the bench, with what must have become of memory and device at each byte that is counted.
public final class Job {
    /// How it stands.
    enum State { PREPARED, ACTIVE, COMPLETE, FAILED, STOPPED }

    private static final int SMALL = 16_384;

    private final String words;
    private BenchTransfer transfer;
    private final Arena arena;
    private final Device device;
    private final int grain;
    private final boolean countsBytes;
    private final List<Area> sources = new ArrayList<>();
    private final List<Area> destinations = new ArrayList<>();
    private State state = State.PREPARED;
    private long deviceBase;
    private TransferFault fault;
    private boolean mayFail;
    private boolean arenaClosed;
    private boolean disowned;

    /// @param countsBytes whether the driver states that its residue is exact while a transfer is under way
    Job(String words, BenchTransfer transfer, Arena arena, Device device, int grain, boolean countsBytes) {
        this.words = words;
        this.transfer = transfer;
        this.arena = arena;
        this.device = device;
        this.grain = grain;
        this.countsBytes = countsBytes;
        for (Piece piece : transfer.shape().pieces()) {
            note(sources, piece.source());
            note(destinations, piece.destination());
        }
        paintSources();
    }

    private static void note(List<Area> areas, Area area) {
        if (area != null && !areas.contains(area)) {
            areas.add(area);
        }
    }

    private void paintSources() {
        int seed = 0;
        for (Area source : sources) {
            seed++;
            for (int i = 0; i < source.memory().byteSize(); i++) {
                source.set(i, Pattern.at(seed, i));
            }
        }
    }

    // ---- how it stands ----

    /// Bytes of one pass.
    public int length() {
        return transfer.shape().length();
    }

    /// Bytes of its period; 0 if it has none.
    public int period() {
        return transfer.shape().periodLength();
    }

    /// Bytes that the driver has answered, over all passes.
    public long counted() {
        return transfer.movedUnseen();
    }

    /// Bytes that it is convenient to move at once: a multiple of what the driver can split at.
    public int grain() {
        return grain;
    }

    /// Says whether it has come to its end: all of it, or as far as the device had.
    public boolean isComplete() {
        return state == State.COMPLETE;
    }

    /// Says whether the driver has failed it.
    public boolean hasFailed() {
        return state == State.FAILED;
    }

    /// What the driver has failed it with; null if it has not, or memory was the reason.
    public TransferFault fault() {
        return fault;
    }

    /// The bytes of metadata, as the driver has said.
    public byte[] metadata() {
        byte[] bytes = new byte[transfer.metadataLengthUnseen()];
        transfer.enter();
        try {
            MemorySegment.copy(transfer.metadata(), ValueLayout.JAVA_BYTE, 0, bytes, 0, bytes.length);
        } finally {
            transfer.leave();
        }
        return bytes;
    }

    BenchTransfer transfer() {
        return transfer;
    }

    Device device() {
        return device;
    }

    boolean isActive() {
        return state == State.ACTIVE;
    }

    /// Says whether it is worth looking at all of its memory after each call.
    boolean isSmall() {
        return length() <= SMALL;
    }

    boolean isArenaClosed() {
        return arenaClosed;
    }

    boolean isAllowedToFail() {
        return mayFail;
    }

    // ---- what becomes of it ----

    /// The device may break under it: a fault is no failure of the driver.
    public void mayFail() {
        mayFail = true;
    }

    /// The client closes its arena.
    public void closeArena() {
        if (arena == null) {
            throw new NotApplicable("the driver's memory is the heap, which nobody can close");
        }
        arenaClosed = true;
        arena.close();
    }

    void begins(boolean alone) {
        state = State.ACTIVE;
        if (device != null) {
            deviceBase = device.begin(length(), alone) - transfer.movedUnseen();
        }
    }

    void counts(long bytes) {
        transfer.advance(bytes);
        boolean all = !transfer.shape().isEndless() && transfer.movedUnseen() == length();
        if (state == State.ACTIVE && (all || transfer.isEndedByDevice())) {
            state = State.COMPLETE;
        }
    }

    void fails(TransferFault with) {
        state = State.FAILED;
        fault = with;
    }

    void stops() {
        if (state == State.ACTIVE) {
            state = State.STOPPED;
        }
    }

    /// It is used once more, as a descriptor that a client has made reusable.
    public void again() {
        transfer.rewind();
        state = State.PREPARED;
        destinations.forEach(area -> area.memory().fill(Pattern.MARKER));
    }

    // ---- the device ----

    /// The device has all that this transfer needs for one pass from where it stands.
    public void supply() {
        supply(length());
    }

    /// The device has so many bytes more for it; nothing to do for a transfer between memory.
    public void supply(long bytes) {
        if (device != null && bytes > 0) {
            device.supply((int) bytes);
        }
    }

    // ---- memory ----

    /// The client has its memory back, and uses it for something else.
    public void takeMemoryBack() {
        disowned = true;
        if (!arenaClosed) {
            destinations.forEach(area -> area.memory().fill(Pattern.MARKER));
            sources.forEach(area -> area.memory().fill(Pattern.MARKER));
        }
    }

    /// Looks whether the bytes counted, and no others, are where they belong.
    ///
    /// @param exact whether a byte that is not counted must not have arrived yet: the driver has stopped moving
    void verifyMemory(boolean exact, String when) {
        if (disowned && !arenaClosed) {
            destinations.forEach(area -> expectBlank(area, when));
        } else if (!arenaClosed) {
            for (Area destination : destinations) {
                new Comparison(this, destination).expect(exact && isExact(), when);
            }
        }
    }

    /// The driver has let go of it, with everything where it belonged: nothing has been touched since.
    void verifyLetGo(String when) {
        try {
            verifyMemory(true, when);
        } catch (ConformanceFailure seen) {
            throw state == State.PREPARED ? seen : ConformanceFailure.of("it has been touched since the driver let go of it. "
                    + seen.what(), "TRM-16", "ChannelDriver.stop");
        }
    }

    /// Looks whether the device has the bytes counted, and no others.
    ///
    /// @param exact whether it must not have more: the driver has stopped moving, and no other transfer follows
    void verifyDevice(boolean exact, String when) {
        if (device != null) {
            new DeviceComparison(this, device, deviceBase).expect(exact && isExact(), when);
        }
        if (exact && transfer.inFlightUnseen() != 0) {
            throw fail(when + ": " + transfer.inFlightUnseen() + " bytes are still said to be in flight; nothing is inside any more",
                    "ST-19", "Transfer.inFlight");
        }
    }

    /// An engine that tells by segment or by transfer how far it is may be ahead of what it has told, but not in the end.
    private boolean isExact() {
        return countsBytes || state == State.COMPLETE || state == State.PREPARED;
    }

    private void expectBlank(Area area, String when) {
        int at = Arrays.mismatch(area.content(), area.blank());
        if (at >= 0) {
            throw fail(when + ": byte " + at
                    + " of its memory has been written, although the driver had let go of it; memory is not touched any more when"
                    + " stop has returned, or the transfer is complete", "TRM-16", "ChannelDriver.stop");
        }
    }

    // ---- the bytes that it moves ----

    /// Byte number `position` of all that it moves, over all passes.
    byte byteAt(long position) {
        if (device != null && device.gives()) {
            return Device.at(deviceBase + position);
        }
        Place place = place(position);
        return place.piece().source() == null ? transfer.shape().fillValue()
                : Pattern.at(sources.indexOf(place.piece().source()) + 1, place.piece().sourceOffset() + place.into());
    }

    /// Where a byte of the transfer belongs.
    record Place(Piece piece, int into) {
        int destination() {
            return (int) piece.destinationOffset() + into;
        }
    }

    Place place(long position) {
        int at = (int) (position % length());
        for (Piece piece : transfer.shape().pieces()) {
            if (at < piece.length()) {
                return new Place(piece, at);
            }
            at -= piece.length();
        }
        throw new IllegalArgumentException("byte " + position);
    }

    ConformanceFailure fail(String what, String... clauses) {
        return ConformanceFailure.of(this + ": " + what, clauses);
    }

    static String hex(byte value) {
        return String.format("0x%02x", value);
    }

    /// The bench does without it.
    Forgetting forget() {
        Forgetting forgetting = new Forgetting(transfer);
        transfer = null;
        return forgetting;
    }

    void close() {
        if (arena != null && !arenaClosed) {
            arenaClosed = true;
            arena.close();
        }
    }

    @Override
    public String toString() {
        return transfer == null ? words : words + " of " + length() + " bytes";
    }
}
