package org.dmaengine.slavemap.acpi.dmas;

import java.util.List;

/// What the resources of a device say of DMA.
///
/// @param dmas       in their order
/// @param memory     where each range of memory begins
/// @param interrupts each global system interrupt
public record Resources(List<FixedDma> dmas, List<Long> memory, List<Long> interrupts) {
    /// Copies the lists.
    public Resources {
        dmas = List.copyOf(dmas);
        memory = List.copyOf(memory);
        interrupts = List.copyOf(interrupts);
    }

    /// None at all.
    static Resources none() {
        return new Resources(List.of(), List.of(), List.of());
    }
}
