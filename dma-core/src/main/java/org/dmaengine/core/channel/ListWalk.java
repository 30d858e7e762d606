package org.dmaengine.core.channel;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.dmaengine.core.mapping.MappedMemory;
import org.dmaengine.mapping.DmaVec;

/// Walks one list of pieces on each side that is memory; a run ends where a piece of either side ends.
final class ListWalk implements Walk {
    /// The pieces of one side.
    static final class Side {
        private final boolean read;
        private final MappedMemory[] memories;
        private final int[] entries;
        private final long[] offsets;
        private final long[] lengths;
        private int piece;
        private long done;

        private Side(int pieces, boolean read) {
            this.read = read;
            memories = new MappedMemory[pieces];
            entries = new int[pieces];
            offsets = new long[pieces];
            lengths = new long[pieces];
        }

        /// All entries of a mapping, to be read or to be written.
        static Side of(MappedMemory memory, boolean read) {
            Side side = new Side(memory.entries(), read);
            for (int i = 0; i < memory.entries(); i++) {
                side.memories[i] = memory;
                side.entries[i] = i;
                side.lengths[i] = memory.deviceView(i).byteSize();
            }
            return side;
        }

        /// Pieces of mappings that have one entry each.
        static Side of(List<DmaVec> vector, boolean read) {
            Side side = new Side(vector.size(), read);
            for (int i = 0; i < vector.size(); i++) {
                DmaVec piece = vector.get(i);
                MappedMemory memory = (MappedMemory) piece.mapping();
                side.memories[i] = memory;
                side.offsets[i] = piece.offset();
                side.lengths[i] = piece.length();
            }
            return side;
        }

        long length() {
            long sum = 0;
            for (long length : lengths) {
                sum += length;
            }
            return sum;
        }

        private void rewind() {
            piece = 0;
            done = 0;
        }

        private void skip(long bytes) {
            done += bytes;
            if (done == lengths[piece] && piece < lengths.length - 1) {
                piece++;
                done = 0;
            }
        }

        /// As the mapping shows it now: it may have been bounced since.
        private MemorySegment segment() {
            return read ? memories[piece].readView(entries[piece]) : memories[piece].deviceView(entries[piece]);
        }

        private long left() {
            return lengths[piece] - done;
        }
    }

    private final Side source;
    private final Side destination;
    private long run;

    /// @param source      null if it is a device or a fill value
    /// @param destination null if it is a device
    ListWalk(Side source, Side destination) {
        this.source = source;
        this.destination = destination;
    }

    @Override
    public void first(Work work) {
        if (source != null) {
            source.rewind();
        }
        if (destination != null) {
            destination.rewind();
        }
        place(work);
    }

    @Override
    public void next(Work work) {
        if (source != null) {
            source.skip(run);
        }
        if (destination != null) {
            destination.skip(run);
        }
        place(work);
    }

    private void place(Work work) {
        run = Math.min(source == null ? Long.MAX_VALUE : source.left(), destination == null ? Long.MAX_VALUE : destination.left());
        work.place(source == null ? null : source.segment(),
                source == null ? 0 : source.offsets[source.piece] + source.done,
                destination == null ? null : destination.segment(),
                destination == null ? 0 : destination.offsets[destination.piece] + destination.done, run);
    }
}
