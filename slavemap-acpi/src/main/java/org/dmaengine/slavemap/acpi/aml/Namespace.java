package org.dmaengine.slavemap.acpi.aml;

import java.util.ArrayList;
import java.util.List;
import org.dmaengine.slavemap.acpi.table.AcpiException;
import org.dmaengine.slavemap.acpi.table.Bytes;
import org.dmaengine.slavemap.acpi.table.Problem;
import org.dmaengine.slavemap.acpi.table.Problems;

/// The devices that definition blocks declare, read one after the other: the DSDT, then each SSDT.
public final class Namespace {
    private static final List<String> PREDEFINED = List.of("_GPE", "_PR_", "_SB_", "_SI_", "_TZ_");
    /// Linux's machines have some thousand.
    private static final int MOST_SCOPES = 1 << 16;
    private static final int LONGEST_PATH = 1024;

    private final Device root = new Device(null, "");
    private final Terms terms = new Terms();
    private final Values values = new Values(terms);
    private final List<Device> scopes = new ArrayList<>();
    private final Problems problems = new Problems();

    /// An empty one.
    public Namespace() {
        PREDEFINED.forEach(segment -> root.put(segment, new Device(root, segment)));
    }

    /// Adds what a definition block declares.
    ///
    /// @param body of the table
    /// @throws AcpiException if it is no AML; the namespace is then of no use any more
    public void load(Bytes body) throws AcpiException {
        new Definitions(this, body, terms, values).load();
    }

    /// The devices in the order of their declarations.
    public List<Device> devices() {
        return scopes.stream().filter(Device::isDeclared).toList();
    }

    /// What could not be read, or does not hold together.
    public Problems problems() {
        return problems;
    }

    Device root() {
        return root;
    }

    /// The scope of that name, which may be one of a table that is not here.
    ///
    /// @return null if the name leads beyond the root
    Device scope(Device from, NamePath name, long offset) throws AcpiException {
        Device scope = up(from, name);
        for (String segment : name.segments()) {
            if (scope == null) {
                return null;
            }
            Device child = scope.child(segment);
            scope = child == null ? add(scope, segment, offset) : child;
        }
        return scope;
    }

    /// The scope that is meant by a single segment: in this one, or the next one around it that has such a one.
    ///
    /// @return null if there is none
    static Device search(Device from, String segment) {
        for (Device scope = from; scope != null; scope = scope.parent()) {
            if (scope.child(segment) != null) {
                return scope.child(segment);
            }
        }
        return null;
    }

    void report(String object, String what) {
        problems.add(new Problem(object, what));
    }

    private Device up(Device from, NamePath name) {
        Device scope = name.isRooted() ? root : from;
        for (int i = 0; i < name.parents() && scope != null; i++) {
            scope = scope.parent();
        }
        return scope;
    }

    private Device add(Device parent, String segment, long offset) throws AcpiException {
        if (scopes.size() == MOST_SCOPES) {
            throw AcpiException.limit(offset, MOST_SCOPES, "scopes");
        }
        Device added = new Device(parent, segment);
        if (added.path().length() > LONGEST_PATH) {
            throw AcpiException.limit(offset, LONGEST_PATH, "characters in a path");
        }
        parent.put(segment, added);
        scopes.add(added);
        return added;
    }
}
