package org.dmaengine.slavemap.acpi.aml;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dmaengine.slavemap.acpi.aml.DataObject.Number;
import org.dmaengine.slavemap.acpi.aml.DataObject.Unread;

/// A scope of the namespace, and whether it is a device.
public final class Device {
    private static final String STATUS = "_STA";
    private static final int PRESENT = 1;
    private static final int FUNCTIONING = 8;

    private final Device parent;
    private final String path;
    private final Map<String, Device> children = new HashMap<>();
    private final Map<String, DataObject> values = new HashMap<>();
    private boolean isDeclared;
    private boolean isConditional;

    Device(Device parent, String segment) {
        this.parent = parent;
        this.path = parent == null ? "\\" : parent.parent == null ? "\\" + segment : parent.path + "." + segment;
    }

    /// Where it is, with all four characters of each segment as Linux shows it: `\_SB_.PCI0.UA00`.
    public String path() {
        return path;
    }

    /// The value of one of its names, empty if it has no such name or the reader does not keep it.
    public Optional<DataObject> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// Whether it, or a device around it, is declared by code whose condition only an interpreter could decide.
    public boolean isConditional() {
        for (Device each = this; each != null; each = each.parent) {
            if (each.isConditional) {
                return true;
            }
        }
        return false;
    }

    /// The device that is not there by its `_STA`: this one, or one around it. One whose `_STA` is no constant counts as there; so does one
    /// that functions without being present, as in Linux: a bridge for which no driver comes, though for those inside it.
    public Optional<Device> absent() {
        for (Device each = this; each != null; each = each.parent) {
            if (each.values.get(STATUS) instanceof Number(long status) && (status & (PRESENT | FUNCTIONING)) == 0) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /// Why it cannot be told whether it is there, empty if it can.
    public Optional<String> unreadStatus() {
        return values.get(STATUS) instanceof Unread(String why) ? Optional.of(why) : Optional.empty();
    }

    /// `okay`, `disabled` or `unknown`, in the words of device trees.
    public String status() {
        return isConditional() ? "unknown" : absent().isPresent() ? "disabled" : "okay";
    }

    Device parent() {
        return parent;
    }

    Device child(String segment) {
        return children.get(segment);
    }

    void put(String segment, Device child) {
        children.put(segment, child);
    }

    /// @return whether it had no such name
    boolean put(String name, DataObject value) {
        return values.putIfAbsent(name, value) == null;
    }

    /// @return whether it was no device yet
    boolean declare(boolean conditionally) {
        boolean isFirst = !isDeclared;
        isDeclared = true;
        isConditional |= isFirst && conditionally;
        return isFirst;
    }

    boolean isDeclared() {
        return isDeclared;
    }

    @Override
    public String toString() {
        return path;
    }
}
