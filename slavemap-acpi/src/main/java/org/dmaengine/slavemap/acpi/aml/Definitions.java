package org.dmaengine.slavemap.acpi.aml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.dmaengine.slavemap.acpi.aml.DataObject.Unread;
import org.dmaengine.slavemap.acpi.table.AcpiException;
import org.dmaengine.slavemap.acpi.table.Bytes;

/// Walks over one definition block, into its scopes and devices and past everything else.
///
/// Scopes that are open stand in a list, so that nesting costs no stack. Where it cannot be told how long something is, the rest of the
/// scope is passed over, and said so: its end is known.
final class Definitions {
    private static final Set<String> KEPT = Set.of("_HID", "_CID", "_UID", "_ADR", "_STA", "_CRS", "_PRS", "_DSD");
    private static final int MOST_DEPTH = 256;
    private static final int ARGUMENTS = 7;

    private final Namespace namespace;
    private final Terms terms;
    private final Values values;
    private final AmlCursor cursor;
    private final Deque<Open> open = new ArrayDeque<>();

    /// @param isConditional whether only an interpreter could tell if what is in there counts
    private record Open(Device scope, int end, boolean isConditional) { }

    Definitions(Namespace namespace, Bytes body, Terms terms, Values values) {
        this.namespace = namespace;
        this.terms = terms;
        this.values = values;
        this.cursor = new AmlCursor(body);
    }

    void load() throws AcpiException {
        open.push(new Open(namespace.root(), cursor.end(), false));
        while (!open.isEmpty()) {
            Open scope = open.peek();
            cursor.limit(scope.end());
            if (cursor.isAtEnd()) {
                open.pop();
            } else {
                term(scope);
            }
        }
    }

    private void term(Open scope) throws AcpiException {
        int begin = cursor.at();
        boolean isRead;
        try {
            isRead = isRead(scope, begin);
        } catch (AcpiException e) {
            if (!open.peek().isConditional()) {
                throw e;
            }
            isRead = false; // within code a call whose arguments are unknown may have been taken for something else
        }
        if (!isRead) {
            int end = open.peek().end();
            namespace.report(scope.scope().path(), "the code at offset " + begin + " would need an AML interpreter; it and what follows it"
                    + " up to " + end + " is passed over");
            cursor.moveTo(end);
        }
    }

    private boolean isRead(Open scope, int begin) throws AcpiException {
        int opcode = cursor.peek("a term");
        if (AmlCursor.beginsName(opcode)) {
            return false; // a call
        }
        cursor.next("a term");
        switch (opcode) {
            case 0x06 -> alias(scope);
            case 0x08 -> {
                return name(scope);
            }
            case 0x10 -> scope(scope, begin);
            case 0x14 -> method(scope);
            case 0x15 -> external();
            case Terms.EXTENDED -> {
                return extended(scope, begin);
            }
            case 0x8a, 0x8b, 0x8c, 0x8d, 0x8f -> {
                return fieldOfBuffer(2);
            }
            case 0xa0, 0xa2 -> {
                return conditional(scope, 1);
            }
            case 0xa1 -> {
                return conditional(scope, 0);
            }
            case 0xa3 -> { } // does nothing
            default -> {
                return Terms.beginsStatement(opcode) && statement(scope, begin);
            }
        }
        return true;
    }

    private boolean extended(Open scope, int begin) throws AcpiException {
        int opcode = cursor.next("an extended opcode");
        switch (opcode) {
            case 0x01 -> namedAnd(1, "a mutex");
            case 0x02 -> cursor.name();
            case 0x13 -> {
                return fieldOfBuffer(3);
            }
            case 0x80 -> {
                namedAnd(1, "an operation region");
                return terms.skip(cursor, 2);
            }
            case 0x81, 0x86, 0x87 -> cursor.moveTo(cursor.packageEnd());
            case 0x82 -> device(scope, begin);
            case 0x83 -> inside(scope, begin, 6);
            case 0x84 -> inside(scope, begin, 3);
            case 0x85 -> inside(scope, begin, 0);
            case 0x88 -> {
                cursor.name();
                return terms.skip(cursor, 3);
            }
            default -> {
                return Terms.beginsExtendedStatement(opcode) && statement(scope, begin);
            }
        }
        return true;
    }

    private void namedAnd(int bytes, String what) throws AcpiException {
        cursor.name();
        cursor.number(bytes, what);
    }

    private boolean fieldOfBuffer(int operands) throws AcpiException {
        if (!terms.skip(cursor, operands)) {
            return false;
        }
        cursor.name();
        return true;
    }

    private void alias(Open scope) throws AcpiException {
        NamePath source = cursor.name();
        keep(scope, cursor.name(), new Unread("is an alias of " + source));
    }

    private boolean name(Open scope) throws AcpiException {
        NamePath name = cursor.name();
        if (!KEPT.contains(name.last())) {
            return terms.skip(cursor, 1);
        }
        Optional<DataObject> value = values.read(cursor);
        keep(scope, name, value.orElse(new Unread("calls a method")));
        return value.isPresent();
    }

    private void method(Open scope) throws AcpiException {
        int end = cursor.packageEnd();
        NamePath name = cursor.name();
        terms.declare(name, cursor.next("the flags of a method") & ARGUMENTS);
        keep(scope, name, new Unread("is a method"));
        cursor.moveTo(end);
    }

    private void external() throws AcpiException {
        NamePath name = cursor.name();
        cursor.next("the type of an external object");
        terms.declare(name, cursor.next("the arguments of an external object"));
    }

    private void keep(Open scope, NamePath name, DataObject value) throws AcpiException {
        if (!KEPT.contains(name.last())) {
            return;
        }
        Device owner = namespace.scope(scope.scope(), name.parent(), cursor.at());
        if (owner == null) {
            namespace.report(scope.scope().path(), name + " leads beyond the root; it is passed over");
        } else if (scope.isConditional()) {
            owner.put(name.last(), new Unread("stands in conditional code"));
        } else if (!owner.put(name.last(), value)) {
            namespace.report(owner.path(), "has " + name.last() + " more than once; the first counts");
        }
    }

    private void scope(Open scope, int begin) throws AcpiException {
        int end = cursor.packageEnd();
        NamePath name = cursor.name();
        Device meant = name.isSearched() ? Namespace.search(scope.scope(), name.last()) : namespace.scope(scope.scope(), name, begin);
        if (meant == null) {
            namespace.report(scope.scope().path(), "there is no scope " + name + ", which offset " + begin
                    + " continues; it is passed over");
            cursor.moveTo(end);
        } else {
            push(new Open(meant, end, scope.isConditional()));
        }
    }

    private void device(Open scope, int begin) throws AcpiException {
        int end = cursor.packageEnd();
        NamePath name = cursor.name();
        Device device = namespace.scope(scope.scope(), name, begin);
        if (device == null || device == namespace.root()) {
            namespace.report(scope.scope().path(), "no device can be named " + name + "; it is passed over");
            cursor.moveTo(end);
        } else if (device.declare(scope.isConditional()) || scope.isConditional()) {
            push(new Open(device, end, scope.isConditional()));
        } else {
            namespace.report(device.path(), "is declared again at offset " + begin + "; that is passed over");
            cursor.moveTo(end);
        }
    }

    /// Something that has a scope of its own and is no device.
    private void inside(Open scope, int begin, int bytes) throws AcpiException {
        int end = cursor.packageEnd();
        Device meant = namespace.scope(scope.scope(), cursor.name(), begin);
        for (int i = 0; i < bytes; i++) {
            cursor.next("the head of a processor, power resource or thermal zone");
        }
        if (meant == null) {
            cursor.moveTo(end);
        } else {
            push(new Open(meant, end, scope.isConditional()));
        }
    }

    /// What conditional code declares is named, and not counted.
    private boolean conditional(Open scope, int predicates) throws AcpiException {
        int end = cursor.packageEnd();
        push(new Open(scope.scope(), end, true));
        cursor.limit(end);
        return terms.skip(cursor, predicates);
    }

    private boolean statement(Open scope, int begin) throws AcpiException {
        if (!scope.isConditional()) {
            namespace.report(scope.scope().path(), "the code at offset " + begin
                    + " runs when the table is loaded; what it does would need an AML interpreter and is passed over");
        }
        cursor.moveTo(begin);
        return terms.skip(cursor, 1);
    }

    private void push(Open scope) throws AcpiException {
        if (open.size() == MOST_DEPTH) {
            throw AcpiException.limit(cursor.at(), MOST_DEPTH, "scopes inside each other");
        }
        open.push(scope);
    }
}
