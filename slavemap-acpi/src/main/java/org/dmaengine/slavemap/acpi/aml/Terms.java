package org.dmaengine.slavemap.acpi.aml;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.dmaengine.slavemap.acpi.table.AcpiException;

/// How long the terms of AML are, so that what follows them can be read. Nothing is computed.
///
/// A term is an opcode and its operands, which are terms: each that is read takes one off what is still to be read and adds its operands,
/// so that nesting costs no stack. Where a method with arguments is called, or an opcode is unknown, the end cannot be told.
final class Terms {
    static final int EXTENDED = 0x5b;
    static final int BUFFER = 0x11;
    static final int PACKAGE = 0x12;
    static final int VAR_PACKAGE = 0x13;
    static final int STRING = 0x0d;
    private static final int UNKNOWN = -1;
    private static final int[] OPERANDS = new int[256];
    private static final int[] EXTENDED_OPERANDS = new int[256];

    static {
        Arrays.fill(OPERANDS, UNKNOWN);
        Arrays.fill(EXTENDED_OPERANDS, UNKNOWN);
        operands(OPERANDS, 0, 0x00, 0x01, 0xff, 0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e);
        operands(OPERANDS, 1, 0x71, 0x75, 0x76, 0x83, 0x87, 0x8e, 0x92);
        operands(OPERANDS, 2, 0x70, 0x80, 0x81, 0x82, 0x86, 0x90, 0x91, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9d);
        operands(OPERANDS, 3, 0x72, 0x73, 0x74, 0x77, 0x79, 0x7a, 0x7b, 0x7c, 0x7d, 0x7e, 0x7f, 0x84, 0x85, 0x88, 0x9c);
        operands(OPERANDS, 4, 0x78, 0x9e);
        operands(EXTENDED_OPERANDS, 0, 0x30, 0x31, 0x33);
        operands(EXTENDED_OPERANDS, 1, 0x21, 0x22, 0x24, 0x26, 0x27);
        operands(EXTENDED_OPERANDS, 2, 0x12, 0x20, 0x28, 0x29);
        operands(EXTENDED_OPERANDS, 6, 0x1f);
    }

    /// Last segments of the names of methods that take arguments.
    private final Set<String> callsWithArguments = new HashSet<>();

    private static void operands(int[] table, int count, int... opcodes) {
        for (int opcode : opcodes) {
            table[opcode] = count;
        }
    }

    /// A method or external object of that name takes so many arguments.
    void declare(NamePath name, int arguments) {
        if (arguments > 0) {
            callsWithArguments.add(name.last());
        }
    }

    /// Says whether a term that does something begins with that opcode.
    static boolean beginsStatement(int opcode) {
        return opcode >= 0x70 && OPERANDS[opcode] > 0;
    }

    /// The same behind the prefix of extended opcodes.
    static boolean beginsExtendedStatement(int opcode) {
        return EXTENDED_OPERANDS[opcode] > 0;
    }

    /// Passes over so many terms.
    ///
    /// @return false if it cannot be told where they end; the cursor is then anywhere
    boolean skip(AmlCursor cursor, int terms) throws AcpiException {
        int left = terms;
        while (left > 0) {
            int lead = cursor.peek("a term");
            int operands = 0;
            if (AmlCursor.beginsName(lead)) {
                operands = callsWithArguments.contains(cursor.name().last()) ? UNKNOWN : 0;
            } else {
                cursor.next("a term");
                operands = behind(lead, cursor);
            }
            if (operands == UNKNOWN) {
                return false;
            }
            left += operands - 1;
        }
        return true;
    }

    private static int behind(int opcode, AmlCursor cursor) throws AcpiException {
        switch (opcode) {
            case BUFFER, PACKAGE, VAR_PACKAGE -> cursor.moveTo(cursor.packageEnd());
            case STRING -> cursor.string();
            case EXTENDED -> {
                return EXTENDED_OPERANDS[cursor.next("an extended opcode")];
            }
            default -> {
                int bytes = constant(opcode);
                if (bytes == 0) {
                    return OPERANDS[opcode];
                }
                cursor.number(bytes, "a constant");
            }
        }
        return 0;
    }

    /// How many bytes of a constant follow the opcode, 0 if it is none.
    static int constant(int opcode) {
        return switch (opcode) {
            case 0x0a -> 1;
            case 0x0b -> 2;
            case 0x0c -> 4;
            case 0x0e -> 8;
            default -> 0;
        };
    }
}
