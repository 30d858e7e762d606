package org.dmaengine.slavemap.acpi.table;

import java.util.List;

/// What the CSRT says of one DMA controller that several peripherals share (`struct acpi_csrt_group`, `struct acpi_csrt_shared_info`).
///
/// @param id        vendor and device, as Linux prints them: `INTL9C60`
/// @param uids      of the resources that the group lists
/// @param mmioBase  where the controller's registers are
/// @param interrupt its global system interrupt
/// @param channels  how many it has
/// @param width     bits of an address that it can reach
/// @param base      number of its first request line among all of the machine
/// @param lines     how many request lines it has
public record CsrtGroup(String id, List<Long> uids, long mmioBase, long interrupt, int channels, int width, int base, int lines) {
    /// Copies the list.
    public CsrtGroup {
        uids = List.copyOf(uids);
    }

    /// What tells it from another one of the same vendor and device.
    public String fullId() {
        return id + "@" + Long.toHexString(mmioBase);
    }

    /// Says whether it has a range of request lines at all (AC-05, AC-09).
    public boolean hasRange() {
        return base != 0 || lines != 0;
    }
}
