package org.dmaengine.slavemap.acpi.aml;

import java.util.ArrayList;
import java.util.List;
import org.dmaengine.slavemap.acpi.table.AcpiException;
import org.dmaengine.slavemap.acpi.table.Bytes;

/// Where a definition block is being read, and how far what is being read there goes.
final class AmlCursor {
    private static final int SEGMENT = 4;
    private static final int ROOT = '\\';
    private static final int PARENT = '^';
    private static final int DUAL_NAME = 0x2e;
    private static final int MULTI_NAME = 0x2f;
    private static final int LONGEST_STRING = 1024;

    private Bytes bytes;
    private int at;

    AmlCursor(Bytes bytes) {
        this.bytes = bytes;
        this.at = bytes.begin();
    }

    int at() {
        return at;
    }

    int end() {
        return bytes.end();
    }

    boolean isAtEnd() {
        return at >= bytes.end();
    }

    void moveTo(int offset) {
        at = offset;
    }

    /// Nothing beyond that offset belongs to what is being read from now on.
    void limit(int end) {
        bytes = new Bytes(bytes.bytes(), bytes.begin(), end);
    }

    int peek(String expected) throws AcpiException {
        return bytes.u8(at, expected);
    }

    int next(String expected) throws AcpiException {
        return (int) number(1, expected);
    }

    long number(int length, String expected) throws AcpiException {
        long number = bytes.number(at, length, expected);
        at += length;
        return number;
    }

    Bytes rest(int end) throws AcpiException {
        return bytes.part(at, end - at, "the bytes of a buffer");
    }

    /// Reads the length of a package: 6 bit in one byte, or 4 bit and one to three bytes more. It counts itself.
    ///
    /// @return the offset behind the package
    int packageEnd() throws AcpiException {
        int begin = at;
        int lead = next("the length of a package");
        int further = lead >>> 6;
        long length = further == 0 ? lead & 0x3f : lead & 0xf | number(further, "the length of a package") << 4;
        if (length < at - begin || length > bytes.end() - begin) {
            throw new AcpiException(begin, "a package of " + (at - begin) + " to " + (bytes.end() - begin) + " bytes",
                    Long.toString(length));
        }
        return (int) (begin + length);
    }

    /// Whether a name begins with that byte; the empty one does not count.
    static boolean beginsName(int lead) {
        return lead == ROOT || lead == PARENT || lead == DUAL_NAME || lead == MULTI_NAME || lead == '_' || lead >= 'A' && lead <= 'Z';
    }

    NamePath name() throws AcpiException {
        boolean isRooted = peek("a name") == ROOT;
        int parents = 0;
        if (isRooted) {
            at++;
        }
        while (!isRooted && peek("a name") == PARENT) {
            at++;
            parents++;
        }
        List<String> segments = new ArrayList<>();
        for (int left = segments(); left > 0; left--) {
            segments.add(segment());
        }
        return new NamePath(isRooted, parents, segments);
    }

    private int segments() throws AcpiException {
        int lead = peek("a name");
        if (lead >= 'A' && lead <= 'Z' || lead == '_') {
            return 1;
        }
        at++;
        return switch (lead) {
            case 0 -> 0;
            case DUAL_NAME -> 2;
            case MULTI_NAME -> next("the number of a name's segments");
            default -> throw new AcpiException(at - 1L, "a name", "0x" + Integer.toHexString(lead));
        };
    }

    private String segment() throws AcpiException {
        String segment = bytes.text(at, SEGMENT, "a segment of a name");
        for (int i = 0; i < SEGMENT; i++) {
            char c = segment.charAt(i);
            if (c != '_' && !(c >= 'A' && c <= 'Z') && !(i > 0 && c >= '0' && c <= '9')) {
                throw new AcpiException(at, "a segment of a name, of capital letters, digits and _", segment);
            }
        }
        at += SEGMENT;
        return segment;
    }

    /// Reads the characters up to the next zero byte.
    String string() throws AcpiException {
        int begin = at;
        while (next("the zero byte that ends a string") != 0) {
            if (at - begin > LONGEST_STRING) {
                throw AcpiException.limit(begin, LONGEST_STRING, "characters in a string");
            }
        }
        return bytes.text(begin, at - 1 - begin, "a string");
    }
}
