/// What slave-map sources that read files have in common. No bundle: each includes a copy (`-conditionalpackage`).
///
/// ```text
/// path ─▶ FilesAt ─▶ (each source: what it keeps of its files) ─▶ (its map builder) ─▶ FileMap ◀─ lookup
///         Stamp                          FollowedFiles: Poll, Listeners
/// ```
package org.dmaengine.slavemap.files;
