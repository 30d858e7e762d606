package org.dmaengine.slavemap.acpi.dmas;

import java.util.Optional;
import org.dmaengine.slavemap.acpi.aml.Device;
import org.dmaengine.slavemap.acpi.table.CsrtGroup;

/// A controller with a range of request lines.
///
/// @param group  what the CSRT says of it
/// @param device the device that has its registers and its interrupt (AC-09); empty if its `_CRS` cannot be read, or there is none
public record DmaController(CsrtGroup group, Optional<Device> device) {
    /// The path of its device, or else its group's vendor and device with the address of its registers.
    public String name() {
        return device.map(Device::path).orElse(group.fullId());
    }

    /// `okay`, `disabled` or `unknown`.
    public String status() {
        return device.map(Device::status).orElse("unknown");
    }
}
