/// The slave-map source over ACPI tables: the second that the engine asks. Exports nothing.
///
/// ```text
/// folder ─▶ TableFiles ─▶ Board ─▶ MapBuilder ─▶ FileMap ◀─ lookup ─ AcpiComponent
///           (KeptTables) (dmas)    └─ Bindings: which channels belong to a controller
/// ```
package org.dmaengine.slavemap.acpi;
