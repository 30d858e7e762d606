package org.dmaengine.spi;

/// By which properties controllers are bound to devices of ACPI tables, and what a driver is told of a `FixedDMA` resource (AC-06).
///
/// A driver has no code for this: what its configuration states becomes service properties of its channels, and the channels that a request line
/// belongs to are found by them.
public final class AcpiResource {
    /// Service property of channels, `String`: the path of the controller's device, with four characters for each name as Linux shows it:
    /// `\_SB_.DMA0`.
    public static final String PATH = "acpi.path";

    /// Service property of channels, `String`: `_HID` or `_CID` of the controller's device. Counts where one device alone has it, or has it
    /// together with this [#UID].
    public static final String HID = "acpi.hid";

    /// Service property of channels, `String`: `_UID` of the controller's device, a number in decimal; beside [#HID].
    public static final String UID = "acpi.uid";

    /// Service property of channels, `String`: the controller's group in the CSRT by vendor and device, `INTL9C60`; where several have these,
    /// with the address of its registers in hexadecimal, `INTL9C60@fe000000`.
    public static final String CSRT = "acpi.csrt";

    /// Parameter of the slave-map entry, `Integer`: the request line as it stands in the tables, a number among all of the machine. The entry's
    /// own is relative to its controller's first (AC-04).
    public static final String LINE = "acpi.line";

    /// Parameter of the slave-map entry, `Integer`: the channel that the firmware proposes.
    public static final String CHANNEL = "acpi.channel";

    /// Parameter of the slave-map entry, `Integer`: bits of a word that the peripheral moves.
    public static final String WIDTH = "acpi.width";

    private AcpiResource() {
    }
}
