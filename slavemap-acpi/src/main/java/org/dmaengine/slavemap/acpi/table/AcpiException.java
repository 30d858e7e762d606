package org.dmaengine.slavemap.acpi.table;

import java.io.IOException;

/// What was to be read is no ACPI table: what was expected, what was found in its place, and where.
public final class AcpiException extends IOException {
    private static final long serialVersionUID = 1;

    private final long offset;

    /// @param offset from the beginning of the table
    public AcpiException(long offset, String expected, String found) {
        super("expected " + expected + ", found " + found + ", at offset " + offset + " (0x" + Long.toHexString(offset) + ")");
        this.offset = offset;
    }

    /// More than this reader takes.
    public static AcpiException limit(long offset, int most, String of) {
        return new AcpiException(offset, "at most " + most + " " + of + " (a limit of this reader)", "more");
    }

    /// Where it was noticed.
    public long offset() {
        return offset;
    }
}
