/// The slave-map source over device trees: the first that the engine asks. Exports nothing.
///
/// ```text
/// file, folder ─▶ TreeFiles ─▶ Board ─▶ MapBuilder ─▶ FileMap ◀─ lookup ─ DeviceTreeComponent
///                 (KeptTrees) (dmas)    │  Bindings: which controllers belong to a node
///                                       └─ Translators: what a specifier means
/// ```
package org.dmaengine.slavemap.devicetree;
