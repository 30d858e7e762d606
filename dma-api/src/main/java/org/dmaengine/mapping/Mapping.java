package org.dmaengine.mapping;

import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ProviderType;

/// Memory lent to a DMA device in one direction (`dma_map_single`, `dma_map_sg`; MAP-01 to MAP-07).
///
/// It has one entry, or as many as the scatter list it was made of. It belongs to the device after mapping and after
/// [#syncForDevice], to the client after [#syncForCpu]; with debugging on (`dma.debug=true` as framework property) use out of turn is
/// reported, with the place where it was mapped. Closing it while a transfer uses it is refused. All methods may be
/// called on any thread; the two syncs of a bounced confined segment only on the thread that owns the segment.
@ProviderType
public interface Mapping extends AutoCloseable {
    /// What the device may do with it.
    MapDirection direction();

    /// All bytes of all entries.
    long length();

    /// The number of entries.
    int entries();

    /// The client's memory of one entry, for use between [#syncForCpu] and [#syncForDevice].
    MemorySegment segment(int entry);

    /// The client's memory of the only entry.
    ///
    /// @throws IllegalStateException if there are several
    MemorySegment segment();

    /// Hands the memory to the client: what the device wrote is now to be seen (MAP-05).
    void syncForCpu();

    /// Hands the memory back to the device: what the client wrote is now to be seen (MAP-05).
    void syncForDevice();

    /// Says whether it has not been closed.
    boolean isOpen();

    /// Ends the mapping; what the device wrote is then to be seen. Harmless when repeated. After a terminate that has not
    /// been synchronized, the end comes with the channel's `synchronize`.
    ///
    /// @throws IllegalStateException if transfers use it, or a driver may still touch it in a call that does not return; the message names
    ///                               channel and cookies, or the call; nothing has changed
    @Override
    void close();
}
