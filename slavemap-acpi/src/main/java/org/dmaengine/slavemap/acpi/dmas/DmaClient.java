package org.dmaengine.slavemap.acpi.dmas;

import java.util.List;
import java.util.Map;
import org.dmaengine.slavemap.acpi.aml.Device;

/// A device that has FixedDMA resources.
///
/// @param dmas  in their order
/// @param names the index among them that each name means; some may have none there
public record DmaClient(Device device, List<FixedDma> dmas, Map<String, Integer> names) {
    /// Copies the list.
    public DmaClient {
        dmas = List.copyOf(dmas);
    }

    /// The name that means the resource of that index, empty if there is none.
    public String name(int index) {
        return names.entrySet().stream().filter(each -> each.getValue() == index).map(Map.Entry::getKey).findFirst().orElse("");
    }
}
