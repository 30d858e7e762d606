package org.dmaengine.slavemap.acpi.dmas;

/// A resource `FixedDMA` (AC-02).
///
/// @param line    the request line, a number among all of the machine (Linux's `slave_id`)
/// @param channel the channel that the firmware proposes (Linux's `chan_id`)
/// @param width   bits of a word that the peripheral moves
public record FixedDma(int line, int channel, int width) {
    /// Line and channel in hexadecimal, as they stand in ASL.
    public String specifier() {
        return Integer.toHexString(line) + "," + Integer.toHexString(channel);
    }
}
