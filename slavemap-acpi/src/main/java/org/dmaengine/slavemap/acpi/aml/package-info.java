/// The part of AML that needs no interpreter: which devices a definition block (DSDT, SSDT) declares, and the values that stand in it as
/// such. No OSGi in here.
///
/// ```text
/// DSDT, SSDT ─▶ Definitions ─▶ Namespace ─▶ Device: path, _HID, _STA, _CRS ... as DataObject
///                 │  Terms: how long an expression is
///                 └─ Values: data that stand as such
/// ```
///
/// Methods are not run, conditions not decided and expressions not computed: what depends on one is
/// [Unread][org.dmaengine.slavemap.acpi.aml.DataObject.Unread] and says why.
package org.dmaengine.slavemap.acpi.aml;
