package org.dmaengine.slavemap.acpi.table;

/// A part of a table's bytes, little-endian; whoever reads beyond it is told what was expected there. All offsets are the table's.
///
/// @param bytes of the whole table; not to be changed
/// @param begin the first one of the part
/// @param end   the one behind its last
public record Bytes(byte[] bytes, int begin, int end) {
    /// How many there are.
    public int length() {
        return end - begin;
    }

    /// The number of 8 bit there.
    public int u8(int offset, String expected) throws AcpiException {
        check(offset, 1, expected);
        return bytes[offset] & 0xff;
    }

    /// The number of 16 bit there.
    public int u16(int offset, String expected) throws AcpiException {
        return (int) number(offset, 2, expected);
    }

    /// The number of 32 bit there, without a sign.
    public long u32(int offset, String expected) throws AcpiException {
        return number(offset, 4, expected);
    }

    /// The number of that many bytes, 8 at most.
    public long number(int offset, int length, String expected) throws AcpiException {
        check(offset, length, expected);
        long number = 0;
        for (int i = length - 1; i >= 0; i--) {
            number = number << 8 | bytes[offset + i] & 0xff;
        }
        return number;
    }

    /// The characters there, each byte one; what is no printable ASCII stands as `\xNN`, so that it can be shown wherever it comes from.
    public String text(int offset, int length, String expected) throws AcpiException {
        check(offset, length, expected);
        StringBuilder text = new StringBuilder(length);
        for (int i = offset; i < offset + length; i++) {
            char character = (char) (bytes[i] & 0xff);
            if (character >= ' ' && character <= '~') {
                text.append(character);
            } else {
                text.append(String.format("\\x%02x", (int) character));
            }
        }
        return text.toString();
    }

    /// A part of this part.
    public Bytes part(int offset, long length, String expected) throws AcpiException {
        check(offset, length, expected + " of " + length + " bytes");
        return new Bytes(bytes, offset, (int) (offset + length));
    }

    private void check(int offset, long length, String expected) throws AcpiException {
        if (offset < begin || offset > end || length > end - offset) {
            throw new AcpiException(offset, expected, "the end of what encloses it at " + end);
        }
    }
}
