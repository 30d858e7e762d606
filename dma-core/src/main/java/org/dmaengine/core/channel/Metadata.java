package org.dmaengine.core.channel;

import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.function.Supplier;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaException;
import org.dmaengine.MetadataMode;
import org.dmaengine.core.mapping.LateFaults;

/// The metadata of one descriptor (META-01 to META-23).
///
/// Both modes look alike to a driver: an area in the core's memory, so that it survives the driver. In the client's mode
/// the bytes are copied in when attached (towards a device, META-16) or copied out before the end is published (from a
/// device, META-17). The mode is latched by its first use and stays (META-22).
///
/// Used by one thread at a time: client before submit, stepping thread after, callback thread at last.
final class Metadata {
    private static final Thread SOMEBODY_ELSE = Thread.ofPlatform().unstarted(() -> { });

    private final ChannelCapabilities capabilities;
    private final Supplier<String> channel;
    private MetadataMode mode;
    private MemorySegment area;
    private MemorySegment clientBuffer;
    private long length;

    Metadata(ChannelCapabilities capabilities, Supplier<String> channel) {
        this.capabilities = capabilities;
        this.channel = channel;
    }

    // ---- the client ----

    void attach(MemorySegment data, Direction direction) {
        expectMode(MetadataMode.CLIENT);
        if (data == null) {
            throw new IllegalArgumentException(channel.get() + ": null is attached as metadata; attach a buffer, or leave metadata out");
        }
        expectLength(data.byteSize(), "metadata buffer of bytes");
        if (!data.scope().isAlive() || !data.isAccessibleBy(Thread.currentThread())) {
            throw new IllegalArgumentException(channel.get() + ": metadata cannot be attached, its memory "
                    + (data.scope().isAlive() ? "is confined to another thread; attach it there" : "is of an arena that has been closed"));
        }
        if (direction == Direction.DEV_TO_MEM) {
            if (!data.isAccessibleBy(SOMEBODY_ELSE) || data.isReadOnly()) {
                throw new IllegalArgumentException(channel.get() + ": the engine has to write metadata into this buffer, but it is "
                        + (data.isReadOnly() ? "read-only" : "confined to a thread; use a heap, shared or automatic segment"));
            }
            mode = MetadataMode.CLIENT;
            clientBuffer = data;
        } else {
            mode = MetadataMode.CLIENT;
            ownArea().copyFrom(data);
            length = data.byteSize();
        }
    }

    MemorySegment lend() {
        expectMode(MetadataMode.ENGINE);
        mode = MetadataMode.ENGINE;
        return ownArea();
    }

    void clientLength(long bytes) {
        expectMode(MetadataMode.ENGINE);
        expectLength(bytes, "metadata length");
        mode = MetadataMode.ENGINE;
        length = bytes;
    }

    long length() {
        return length;
    }

    // ---- the driver and the core ----

    /// Holds what it is used for against another channel.
    void again(String name, ChannelCapabilities others) {
        if (mode == null) {
            return;
        }
        if (!others.metadataModes().contains(mode)) {
            throw new DmaException.Rejected(name, "metadata mode", mode, others.metadataModes().isEmpty() ? "none" : others.metadataModes(),
                    "the channel's capabilities", "prepare it anew for this channel");
        }
        if (length > others.maxMetadata() || area != null && area.byteSize() > others.maxMetadata()) {
            throw new DmaException.Rejected(name, "metadata of bytes", area == null ? length : area.byteSize(), "up to "
                    + others.maxMetadata(), "the channel's capabilities", "prepare it anew for this channel");
        }
    }

    /// The area for the driver, null if there can be no metadata on this descriptor.
    MemorySegment area() {
        return mode != null || capabilities.metadataModes().contains(MetadataMode.ENGINE) ? ownArea() : null;
    }

    void driverLength(int bytes) {
        if (bytes < 0 || bytes > capabilities.maxMetadata()) {
            throw new IllegalArgumentException("the driver reports " + bytes + " bytes of metadata; its own maximum is "
                    + capabilities.maxMetadata());
        }
        length = bytes;
    }

    /// A transfer begins: from a device there is nothing yet.
    void begin(Direction direction) {
        if (direction == Direction.DEV_TO_MEM) {
            length = 0;
        }
    }

    /// Copies what came from the device to the client's buffer.
    void handOver(Direction direction) {
        if (clientBuffer != null && direction == Direction.DEV_TO_MEM) {
            copyToClient();
        }
    }

    private void copyToClient() {
        long bytes = Math.min(length, clientBuffer.byteSize());
        MemorySegment.copy(ownArea(), 0, clientBuffer, 0, bytes);
        LateFaults.surface(null, clientBuffer);
    }

    private MemorySegment ownArea() {
        if (area == null) {
            area = MemorySegment.ofArray(new byte[capabilities.maxMetadata()]);
        }
        return area;
    }

    /// The mode that is latched comes first: a descriptor keeps to it whatever else the channel can do (META-03).
    private void expectMode(MetadataMode wanted) {
        if (mode != null && mode != wanted) {
            throw new IllegalStateException(channel.get() + ": this descriptor uses metadata mode " + mode
                    + "; a descriptor keeps to one mode for life, so " + wanted + " needs another descriptor");
        }
        Set<MetadataMode> modes = capabilities.metadataModes();
        if (!modes.contains(wanted)) {
            throw new DmaException.Rejected(channel.get(), "metadata mode", wanted, modes.isEmpty() ? "none" : modes,
                    "the channel's capabilities", "use a mode that it has, or none");
        }
    }

    private void expectLength(long bytes, String what) {
        if (bytes < capabilities.minMetadata() || bytes > capabilities.maxMetadata()) {
            throw new DmaException.Rejected(channel.get(), what, bytes, capabilities.minMetadata() + " to " + capabilities.maxMetadata(),
                    "the channel's capabilities", bytes > capabilities.maxMetadata() ? "send less metadata"
                            : "begin with the header that the channel demands");
        }
    }
}
