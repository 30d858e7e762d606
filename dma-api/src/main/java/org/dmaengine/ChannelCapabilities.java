package org.dmaengine;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/// What one channel can do and where its limits are: stated once by its driver, checked by the engine at every
/// prepare, shown to clients (`dma_slave_caps` and the capability fields of `dma_device`; SCAP-04, REG-30 to REG-35).
///
/// @param types             kinds of work
/// @param directions        directions of slave transfers; `MEM_TO_MEM` is implied by the memory types
/// @param srcWidths         widths that the device's side may be read with; empty for any
/// @param dstWidths         widths that the device's side may be written with; empty for any
/// @param minBurst          fewest words per burst; 0 for any
/// @param maxBurst          most words per burst; 0 for any
/// @param maxSgBurst        list entries that the hardware runs through by itself; 0 for any number. No limit for
///                          clients: the engine feeds longer lists piece by piece (REG-33)
/// @param granularity       how often the residue is updated
/// @param pause             whether [DmaChannel#pause] works (SCAP-06)
/// @param resume            whether [DmaChannel#resume] works
/// @param reuse             whether descriptors may be made reusable (RUS-01)
/// @param metadataModes     modes of descriptor metadata
/// @param minMetadata       the mandatory header: least metadata in bytes, if a transfer has any (META-11)
/// @param maxMetadata       largest metadata in bytes
/// @param copyAlignment     offsets and lengths of copies must be multiples of this many bytes, a power of two. In
///                          bytes, not as a shift: the two have been mixed up (REG-30, PAIN-16)
/// @param fillAlignment     the same for fills
/// @param maxTransferLength longest transfer in bytes
/// @param maxSegmentLength  longest contiguous run in bytes that the driver takes; longer ones are split by the engine
/// @param depth             how many transfers the driver takes at once
/// @param nativeMemory      whether heap segments must be bounced through native memory
/// @param commands          whether transfers with [TransferFlag#CMD] are taken
public record ChannelCapabilities(Set<Capability> types, Set<Direction> directions, Set<BusWidth> srcWidths,
                                  Set<BusWidth> dstWidths, int minBurst, int maxBurst, int maxSgBurst,
                                  ResidueGranularity granularity, boolean pause, boolean resume, boolean reuse,
                                  Set<MetadataMode> metadataModes, int minMetadata, int maxMetadata, int copyAlignment,
                                  int fillAlignment, long maxTransferLength, long maxSegmentLength, int depth,
                                  boolean nativeMemory, boolean commands) {
    /// Copies the sets and checks the numbers.
    public ChannelCapabilities {
        types = frozen(types, Capability.class);
        directions = frozen(directions, Direction.class);
        srcWidths = frozen(srcWidths, BusWidth.class);
        dstWidths = frozen(dstWidths, BusWidth.class);
        metadataModes = frozen(metadataModes, MetadataMode.class);
        Objects.requireNonNull(granularity, "granularity");
        powerOfTwo(copyAlignment, "copyAlignment");
        powerOfTwo(fillAlignment, "fillAlignment");
        positive(maxTransferLength, "maxTransferLength");
        positive(maxSegmentLength, "maxSegmentLength");
        positive(depth, "depth");
        limit(minBurst, "minBurst");
        limit(maxBurst, "maxBurst");
        limit(maxSgBurst, "maxSgBurst");
        if (maxBurst != 0 && minBurst > maxBurst) {
            throw new IllegalArgumentException("bursts of " + minBurst + " to " + maxBurst + " words; the minimum is above the maximum");
        }
        if (minMetadata < 0 || minMetadata > maxMetadata) {
            throw new IllegalArgumentException("minMetadata is " + minMetadata + " bytes; it must be from 0 to the maximum of " + maxMetadata);
        }
        if (maxMetadata < 0 || metadataModes.isEmpty() != (maxMetadata == 0)) {
            throw new IllegalArgumentException("metadata modes " + metadataModes + " and a maximum of " + maxMetadata
                    + " bytes contradict each other; state both or neither");
        }
    }

    /// Says whether all of these are among the types; asking for nothing is satisfied (CAP-16).
    public boolean supports(Set<Capability> wanted) {
        return types.containsAll(wanted);
    }

    /// Says whether this is among the types.
    public boolean supports(Capability wanted) {
        return types.contains(wanted);
    }

    /// Starts a statement of capabilities with these types and no limits: alignment 1, depth 1, residue by burst, pause
    /// and resume, no reuse, no metadata, no commands. `SLAVE` and `CYCLIC` need [Builder#directions] as well.
    public static Builder of(Capability first, Capability... more) {
        return new Builder(EnumSet.of(first, more));
    }

    private static <E extends Enum<E>> Set<E> frozen(Set<E> set, Class<E> type) {
        EnumSet<E> copy = EnumSet.noneOf(type);
        copy.addAll(set);
        return Collections.unmodifiableSet(copy);
    }

    private static void powerOfTwo(int bytes, String name) {
        if (Integer.bitCount(bytes) != 1 || bytes < 0) {
            throw new IllegalArgumentException(name + " is " + bytes + "; it is in bytes and must be a power of two, 1 for none");
        }
    }

    private static void limit(int value, String name) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is " + value + "; use 0 for no limit");
        }
    }

    private static void positive(long value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
        }
    }

    /// Collects what a driver states; see the record's components for meaning and units.
    public static final class Builder {
        private final EnumSet<Capability> types;
        private final EnumSet<Direction> directions = EnumSet.noneOf(Direction.class);
        private final EnumSet<BusWidth> srcWidths = EnumSet.noneOf(BusWidth.class);
        private final EnumSet<BusWidth> dstWidths = EnumSet.noneOf(BusWidth.class);
        private final EnumSet<MetadataMode> metadataModes = EnumSet.noneOf(MetadataMode.class);
        private int minBurst;
        private int maxBurst;
        private int maxSgBurst;
        private ResidueGranularity granularity = ResidueGranularity.BURST;
        private boolean pause = true;
        private boolean resume = true;
        private boolean reuse;
        private int minMetadata;
        private int maxMetadata;
        private int copyAlignment = 1;
        private int fillAlignment = 1;
        private long maxTransferLength = Long.MAX_VALUE;
        private long maxSegmentLength = Long.MAX_VALUE;
        private int depth = 1;
        private boolean nativeMemory;
        private boolean commands;

        private Builder(EnumSet<Capability> types) {
            this.types = types;
        }

        /// Sets the directions of slave transfers.
        public Builder directions(Direction first, Direction... more) {
            directions.addAll(EnumSet.of(first, more));
            return this;
        }

        /// Sets the widths that the device's side may be read and written with.
        public Builder widths(Set<BusWidth> src, Set<BusWidth> dst) {
            srcWidths.addAll(src);
            dstWidths.addAll(dst);
            return this;
        }

        /// Sets the most words per burst.
        public Builder maxBurst(int words) {
            maxBurst = words;
            return this;
        }

        /// Sets the fewest words per burst.
        public Builder minBurst(int words) {
            minBurst = words;
            return this;
        }

        /// Sets how many list entries the hardware runs through by itself.
        public Builder maxSgBurst(int entries) {
            maxSgBurst = entries;
            return this;
        }

        /// Sets how often the residue is updated.
        public Builder granularity(ResidueGranularity value) {
            granularity = value;
            return this;
        }

        /// Says what of pausing works.
        public Builder pause(boolean canPause, boolean canResume) {
            pause = canPause;
            resume = canResume;
            return this;
        }

        /// Allows reusable descriptors.
        public Builder reuse(boolean allowed) {
            reuse = allowed;
            return this;
        }

        /// Offers metadata of up to so many bytes.
        public Builder metadata(int maxBytes, MetadataMode first, MetadataMode... more) {
            maxMetadata = maxBytes;
            metadataModes.addAll(EnumSet.of(first, more));
            return this;
        }

        /// Offers metadata that begins with a header of so many bytes, and has up to so many in all.
        public Builder metadata(int minBytes, int maxBytes, MetadataMode first, MetadataMode... more) {
            minMetadata = minBytes;
            return metadata(maxBytes, first, more);
        }

        /// Sets the alignment of copies and fills, in bytes.
        public Builder alignment(int copyBytes, int fillBytes) {
            copyAlignment = copyBytes;
            fillAlignment = fillBytes;
            return this;
        }

        /// Sets the longest transfer, in bytes.
        public Builder maxTransferLength(long bytes) {
            maxTransferLength = bytes;
            return this;
        }

        /// Sets the longest contiguous run, in bytes.
        public Builder maxSegmentLength(long bytes) {
            maxSegmentLength = bytes;
            return this;
        }

        /// Sets how many transfers the driver takes at once.
        public Builder depth(int transfers) {
            depth = transfers;
            return this;
        }

        /// Asks for heap segments to be bounced through native memory.
        public Builder nativeMemory(boolean needed) {
            nativeMemory = needed;
            return this;
        }

        /// Takes transfers whose buffer holds commands for the controller.
        public Builder commands(boolean taken) {
            commands = taken;
            return this;
        }

        /// The capabilities.
        public ChannelCapabilities build() {
            return new ChannelCapabilities(types, directions, srcWidths, dstWidths, minBurst, maxBurst, maxSgBurst, granularity,
                    pause, resume, reuse, metadataModes, minMetadata, maxMetadata, copyAlignment, fillAlignment,
                    maxTransferLength, maxSegmentLength, depth, nativeMemory, commands);
        }
    }
}
