package org.dmaengine.slavemap.acpi.aml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.dmaengine.slavemap.acpi.aml.DataObject.Buffer;
import org.dmaengine.slavemap.acpi.aml.DataObject.Elements;
import org.dmaengine.slavemap.acpi.aml.DataObject.Number;
import org.dmaengine.slavemap.acpi.aml.DataObject.Text;
import org.dmaengine.slavemap.acpi.aml.DataObject.Unread;
import org.dmaengine.slavemap.acpi.table.AcpiException;

/// Reads values that stand in a table as such. What is inside a package is read in a loop, not by recursion.
final class Values {
    private static final int MOST_DEPTH = 64;
    /// In all tables together; a device has a few dozen.
    private static final int MOST_VALUES = 1 << 18;
    private static final int ZERO = 0x00;
    private static final int ONE = 0x01;
    private static final int ONES = 0xff;

    private final Terms terms;
    private int values;

    Values(Terms terms) {
        this.terms = terms;
    }

    /// @param end      where the package ends
    /// @param outerEnd where what it is in ends
    private record Open(int end, int outerEnd, List<DataObject> elements) { }

    /// Reads the value at the cursor.
    ///
    /// @return empty if it cannot be told where it ends
    Optional<DataObject> read(AmlCursor cursor) throws AcpiException {
        Deque<Open> open = new ArrayDeque<>();
        DataObject value = null;
        do {
            if (!open.isEmpty() && cursor.isAtEnd()) {
                value = close(cursor, open.pop());
            } else if (isPackage(cursor.peek("a value"))) {
                open.push(open(cursor, open.size()));
                continue;
            } else {
                Optional<DataObject> plain = plain(cursor);
                if (plain.isEmpty() && open.isEmpty()) {
                    return Optional.empty();
                }
                plain.ifPresentOrElse(_ -> { }, () -> cursor.moveTo(cursor.end()));
                value = plain.orElse(new Unread("calls a method"));
            }
            if (!open.isEmpty()) {
                open.peek().elements().add(value);
            }
        } while (!open.isEmpty());
        return Optional.of(value);
    }

    private static boolean isPackage(int opcode) {
        return opcode == Terms.PACKAGE || opcode == Terms.VAR_PACKAGE;
    }

    private Open open(AmlCursor cursor, int depth) throws AcpiException {
        if (depth == MOST_DEPTH) {
            throw AcpiException.limit(cursor.at(), MOST_DEPTH, "packages inside each other");
        }
        boolean isVariable = cursor.next("a package") == Terms.VAR_PACKAGE;
        Open open = new Open(cursor.packageEnd(), cursor.end(), new ArrayList<>());
        cursor.limit(open.end());
        if (!isVariable) {
            cursor.next("the number of a package's elements");
        } else if (!terms.skip(cursor, 1)) {
            open.elements().add(new Unread("has a computed number of elements"));
            cursor.moveTo(open.end());
        }
        return open;
    }

    private static DataObject close(AmlCursor cursor, Open open) {
        cursor.moveTo(open.end());
        cursor.limit(open.outerEnd());
        return new Elements(open.elements());
    }

    private Optional<DataObject> plain(AmlCursor cursor) throws AcpiException {
        if (++values > MOST_VALUES) {
            throw AcpiException.limit(cursor.at(), MOST_VALUES, "values");
        }
        int begin = cursor.at();
        int opcode = cursor.peek("a value");
        if (AmlCursor.beginsName(opcode)) {
            NamePath name = cursor.name();
            cursor.moveTo(begin);
            return terms.skip(cursor, 1) ? Optional.of(new Unread("refers to " + name)) : Optional.empty();
        }
        cursor.next("a value");
        int bytes = Terms.constant(opcode);
        if (bytes > 0) {
            return Optional.of(new Number(cursor.number(bytes, "a constant")));
        }
        return switch (opcode) {
            case ZERO -> Optional.of(new Number(0));
            case ONE -> Optional.of(new Number(1));
            case ONES -> Optional.of(new Number(-1));
            case Terms.STRING -> Optional.of(new Text(cursor.string()));
            case Terms.BUFFER -> Optional.of(buffer(cursor));
            default -> {
                cursor.moveTo(begin);
                yield terms.skip(cursor, 1) ? Optional.of(new Unread("is computed")) : Optional.empty();
            }
        };
    }

    /// A buffer's size is a term before its bytes; bytes that the size leaves and the table does not give are zero, and do not count here.
    private DataObject buffer(AmlCursor cursor) throws AcpiException {
        int end = cursor.packageEnd();
        int outerEnd = cursor.end();
        cursor.limit(end);
        int opcode = cursor.peek("the size of a buffer");
        DataObject value = new Unread("is a buffer of computed size");
        if (Terms.constant(opcode) > 0 || opcode == ZERO || opcode == ONE) {
            cursor.next("the size of a buffer");
            long size = opcode == ZERO || opcode == ONE ? opcode : cursor.number(Terms.constant(opcode), "the size of a buffer");
            int given = (int) (Long.compareUnsigned(size, end - cursor.at()) < 0 ? size : end - cursor.at());
            value = new Buffer(cursor.rest(cursor.at() + given));
        }
        cursor.moveTo(end);
        cursor.limit(outerEnd);
        return value;
    }
}
