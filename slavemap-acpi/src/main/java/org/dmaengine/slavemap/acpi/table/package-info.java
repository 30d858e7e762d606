/// Tables as firmware hands them over, read from any bytes: a result, or one
/// [AcpiException][org.dmaengine.slavemap.acpi.table.AcpiException] that says what was expected, what was found, and where. No OSGi in
/// here.
///
/// [AcpiTable][org.dmaengine.slavemap.acpi.table.AcpiTable] is what every table begins with,
/// [Csrt][org.dmaengine.slavemap.acpi.table.Csrt] the one that says which request lines a controller has.
package org.dmaengine.slavemap.acpi.table;
