package org.dmaengine.slavemap.acpi.table;

/// Something in tables that does not hold together, or that only an interpreter of AML could tell.
///
/// @param object the path of the object, or the table
/// @param what   what is wrong, and what follows from it
public record Problem(String object, String what) {
    @Override
    public String toString() {
        return object + ": " + what;
    }
}
