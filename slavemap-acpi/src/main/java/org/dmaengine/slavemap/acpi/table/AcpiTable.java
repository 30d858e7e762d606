package org.dmaengine.slavemap.acpi.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A table of the kind that begins with the common header, all numbers little-endian:
///
/// ```text
///  0         4        8        9         10      16        24       28        32       36
/// ┌─────────┬────────┬────────┬─────────┬───────┬─────────┬────────┬─────────┬────────┬─────
/// │signature│ length │revision│ checksum│ OEM   │ OEM     │ OEM    │ creator │creator │ body
/// │ "DSDT"  │        │        │         │ id    │ table id│revision│ id      │revision│
/// └─────────┴────────┴────────┴─────────┴───────┴─────────┴────────┴─────────┴────────┴─────
/// ```
///
/// Bytes behind the length are no part of it.
///
/// @param body what follows the header
/// @param sum  of all its bytes modulo 256: 0, unless the table was changed behind its maker's back. Like Linux, who reads it goes on
public record AcpiTable(String signature, Bytes body, int sum) {
    /// Many times the largest known.
    public static final int MOST_BYTES = 16 << 20;
    private static final int HEADER = 36;

    /// Reads a file, which may change meanwhile: that gives some table or the exception.
    ///
    /// @throws AcpiException if it is no table
    public static AcpiTable read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in.readNBytes(MOST_BYTES + 1));
        }
    }

    /// Reads bytes, which must not change afterwards.
    public static AcpiTable read(byte[] bytes) throws AcpiException {
        Bytes file = new Bytes(bytes, 0, bytes.length);
        String signature = file.text(0, 4, "a signature");
        if (!signature.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= '0' && c <= '9')) {
            throw new AcpiException(0, "a signature of four capital letters or digits", signature);
        }
        long length = file.u32(4, "the length of the table");
        if (length < HEADER || length > MOST_BYTES) {
            throw new AcpiException(4, "a length from " + HEADER + " to " + MOST_BYTES + " bytes", Long.toString(length));
        }
        if (length > bytes.length) {
            throw new AcpiException(4, "a length within the file's " + bytes.length + " bytes (is it half written?)",
                    Long.toString(length));
        }
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += bytes[i];
        }
        return new AcpiTable(signature, new Bytes(bytes, HEADER, (int) length), sum & 0xff);
    }
}
