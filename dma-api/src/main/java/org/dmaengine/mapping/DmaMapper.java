package org.dmaengine.mapping;

import java.lang.foreign.MemorySegment;
import org.osgi.annotation.versioning.ProviderType;

/// Maps memory for one DMA device (`dma_map_*`, `dma_alloc_coherent`; MAP-01, MAP-03).
///
/// May be called on any thread, also in callbacks. Not meant for a transfer's path: map once, transfer often.
@ProviderType
public interface DmaMapper {
    /// Name of the DMA device that is mapped for.
    String device();

    /// Maps one segment: shared, automatic, global or heap memory.
    ///
    /// @throws IllegalArgumentException if it is confined to a thread (see [#mapBounced]), read-only although the device
    ///                                  shall write, closed already, or empty
    Mapping map(MemorySegment segment, MapDirection direction);

    /// Maps a list of segments as one mapping with as many entries (MAP-04).
    ///
    /// @throws IllegalArgumentException as for a single segment, naming the entry
    Mapping map(ScatterList list, MapDirection direction);

    /// Maps memory that the device cannot touch itself, such as a segment confined to the calling thread, through a
    /// copy of the engine's own: filled now and at `syncForDevice`, copied back at `syncForCpu` and at `close`.
    ///
    /// @throws org.dmaengine.DmaException.Rejected if there is not so much native memory left
    Mapping mapBounced(MemorySegment segment, MapDirection direction);

    /// Allocates zeroed native memory that client and device share, mapped both ways; no sync is needed (MAP-07). It is
    /// freed when the mapping is closed, and cannot be freed while a transfer uses it.
    ///
    /// @throws org.dmaengine.DmaException.Rejected if there is not so much native memory left
    Mapping allocate(long bytes);
}
