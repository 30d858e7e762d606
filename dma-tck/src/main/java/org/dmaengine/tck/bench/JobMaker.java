package org.dmaengine.tck.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.MetadataMode;
import org.dmaengine.ResidueGranularity;
import org.dmaengine.spi.TransferKind;

/// Lays out the memory of transfers, within what the channel states.
///
/// Lists are cut at other places on the two sides, so that runs end at both; frames have gaps on both sides, of other sizes; nothing begins
/// at the beginning of its memory.
final class JobMaker {
    private static final int USUAL_GRAIN = 16;
    private static final int ZONE_GRAINS = 4;
    private static final byte FILL = (byte) 0xa7;
    private static final int PERIODS = 4;

    private final ChannelCapabilities capabilities;
    private final Device device;
    private final Violations violations;

    JobMaker(ChannelCapabilities capabilities, Device device, Violations violations) {
        this.capabilities = capabilities;
        this.device = device;
        this.violations = violations;
    }

    /// Bytes that whatever the driver is asked to move at once is a multiple of.
    int unit() {
        int word = device == null ? 1 : device.peripheral().wordBytes();
        int alignment = Math.max(capabilities.copyAlignment(), capabilities.fillAlignment());
        return alignment % word == 0 ? alignment : word % alignment == 0 ? word : word * alignment;
    }

    /// Bytes of a grain.
    int grain(Request request) {
        if (request.grain() > 0) {
            return request.grain();
        }
        int unit = unit();
        int usual = (USUAL_GRAIN + unit - 1) / unit * unit;
        return (long) usual * request.grains() <= capabilities.maxTransferLength() ? usual : unit;
    }

    Job make(Request request) {
        Workload workload = request.workload();
        int grain = grain(request);
        int grains = request.grains();
        while ((long) grain * grains > capabilities.maxTransferLength()) {
            grains -= Request.PARTS;
            if (grains <= 0) {
                throw new NotApplicable("its longest transfer, " + capabilities.maxTransferLength() + " bytes, is shorter than "
                        + Request.PARTS + " units of " + grain + " bytes");
            }
        }
        Arena arena = Arena.ofShared();
        Layout layout = new Layout(request.onHeap() ? null : arena, grain);
        List<Piece> pieces = pieces(workload, layout, grains);
        boolean device = workload.direction() != Direction.MEM_TO_MEM;
        BenchTransfer.Shape shape = new BenchTransfer.Shape(kind(workload), workload.direction(), pieces,
                workload.isRing() ? grain * grains / PERIODS : 0, request.repeated(), workload.isFill() ? FILL : 0,
                device ? this.device.peripheral().config() : null);
        return new Job(workload.words(), new BenchTransfer(shape, capabilities.maxSegmentLength(), metadata(request),
                request.metadata() == null ? 0 : request.metadata().length, violations), arena, device ? this.device : null, grain,
                countsBytes());
    }

    /// A transfer that moves nothing.
    Job interrupt() {
        BenchTransfer.Shape shape = new BenchTransfer.Shape(TransferKind.INTERRUPT, Direction.MEM_TO_MEM, List.of(), 0, false, (byte) 0,
                null);
        return new Job("interrupt", new BenchTransfer(shape, capabilities.maxSegmentLength(), null, 0, violations), null, null, 1,
                countsBytes());
    }

    private boolean countsBytes() {
        return capabilities.granularity() == ResidueGranularity.BURST;
    }

    private static TransferKind kind(Workload workload) {
        return switch (workload.capability()) {
            case Capability.MEMCPY, Capability.MEMCPY_SG -> TransferKind.MEMCPY;
            case Capability.MEMSET, Capability.MEMSET_SG -> TransferKind.MEMSET;
            case Capability.CYCLIC -> TransferKind.CYCLIC;
            case Capability.INTERLEAVE -> TransferKind.INTERLEAVED;
            default -> TransferKind.SLAVE;
        };
    }

    private MemorySegment metadata(Request request) {
        boolean always = capabilities.metadataModes().contains(MetadataMode.ENGINE);
        if (request.metadata() == null && !request.wantsMetadata() && !always) {
            return null;
        }
        MemorySegment area = MemorySegment.ofArray(new byte[capabilities.maxMetadata()]);
        if (request.metadata() != null) {
            MemorySegment.copy(MemorySegment.ofArray(request.metadata()), 0, area, 0, request.metadata().length);
        }
        return area;
    }

    private static List<Piece> pieces(Workload workload, Layout layout, int grains) {
        Direction direction = workload.direction();
        boolean reads = direction.readsMemory() && !workload.isFill();
        boolean writes = direction.writesMemory();
        return switch (workload) {
            case COPY, FILL, RECEIVE, SEND, RECEIVE_RING, SEND_RING -> layout.join(reads ? layout.whole(grains, 3) : null,
                    writes ? layout.whole(grains, 1) : null);
            case COPY_LIST, FILL_LIST, RECEIVE_LIST, SEND_LIST -> layout.join(reads ? layout.cut(grains, 5, 2, 5) : null,
                    writes ? layout.cut(grains, 1, 8, 3) : null);
            case FRAMES, RECEIVE_FRAMES, SEND_FRAMES -> layout.join(reads ? layout.frames(grains, 1, 2) : null, writes
                    ? layout.frames(grains, 3, 1) : null);
        };
    }

    /// Memory of one transfer.
    ///
    /// @param arena where it comes from, null for the heap
    /// @param grain bytes that places and lengths are multiples of
    private record Layout(Arena arena, int grain) {
        /// A contiguous part of one side.
        private record Span(Area area, int offset, int length) { }

        private Area area(int grains) {
            return new Area(arena, grains * grain, ZONE_GRAINS * grain);
        }

        private List<Span> whole(int grains, int before) {
            Area area = area(before + grains);
            return List.of(new Span(area, area.start() + before * grain, grains * grain));
        }

        /// Three areas, their lengths in twelfths.
        private List<Span> cut(int grains, int... twelfths) {
            List<Span> spans = new ArrayList<>();
            for (int part : twelfths) {
                spans.addAll(whole(grains * part / Request.PARTS, part));
            }
            return spans;
        }

        /// Frames of two chunks, a gap after each.
        private List<Span> frames(int grains, int firstGap, int secondGap) {
            int frames = grains / 3;
            Area area = area(grains + frames * (firstGap + secondGap));
            List<Span> spans = new ArrayList<>();
            int at = area.start();
            for (int i = 0; i < frames; i++) {
                spans.add(new Span(area, at, 2 * grain));
                at += (2 + firstGap) * grain;
                spans.add(new Span(area, at, grain));
                at += (1 + secondGap) * grain;
            }
            return spans;
        }

        /// Runs end where a span of either side ends.
        private List<Piece> join(List<Span> sources, List<Span> destinations) {
            List<Piece> pieces = new ArrayList<>();
            int source = 0;
            int destination = 0;
            int sourceDone = 0;
            int destinationDone = 0;
            while (source < size(sources) && destination < size(destinations)) {
                Span from = sources == null ? null : sources.get(source);
                Span to = destinations == null ? null : destinations.get(destination);
                int length = Math.min(from == null ? Integer.MAX_VALUE : from.length() - sourceDone, to == null ? Integer.MAX_VALUE
                        : to.length() - destinationDone);
                pieces.add(new Piece(from == null ? null : from.area(), from == null ? 0 : from.offset() + sourceDone,
                        to == null ? null : to.area(), to == null ? 0 : to.offset() + destinationDone, length));
                sourceDone += length;
                destinationDone += length;
                if (from != null && sourceDone == from.length()) {
                    source++;
                    sourceDone = 0;
                }
                if (to != null && destinationDone == to.length()) {
                    destination++;
                    destinationDone = 0;
                }
            }
            return pieces;
        }

        private static int size(List<Span> spans) {
            return spans == null ? Integer.MAX_VALUE : spans.size();
        }
    }
}
