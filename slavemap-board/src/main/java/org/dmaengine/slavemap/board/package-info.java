/// The slave-map source over Configuration Admin, and so over Configurator JSON: board files. Exports nothing.
///
/// ```text
/// Configuration ─▶ BoardFileComponent ─▶ EntryReader ─▶ BoardEntry ─▶ BoardIndex ◀─ lookup
///                          │              in force, or left out           │
///                          └───────────────── Listeners ◀── changed ──────┘
/// ```
package org.dmaengine.slavemap.board;
