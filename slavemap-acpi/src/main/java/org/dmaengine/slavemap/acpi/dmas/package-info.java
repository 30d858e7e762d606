/// What ACPI tables say of DMA: which client uses which request line, and which controller has it (clauses AC-01 to AC-10). No OSGi in
/// here.
///
/// [Machine][org.dmaengine.slavemap.acpi.dmas.Machine] puts the tables of one machine together; what does not hold together, or would need
/// an interpreter, becomes a [Problem][org.dmaengine.slavemap.acpi.table.Problem] that names the object, and costs what it touches.
package org.dmaengine.slavemap.acpi.dmas;
