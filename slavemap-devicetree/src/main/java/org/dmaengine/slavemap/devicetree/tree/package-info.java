/// Device trees as such, whoever uses them: a flattened one or a folder in, nodes and properties out. No OSGi in here.
///
/// ```text
/// bytes ──▶ FlattenedTree ─┐
///                          ├─▶ TreeBuilder (limits) ─▶ DeviceTree ─▶ Node ─▶ Property
/// folder ─▶ FolderTree ────┘
/// ```
///
/// Whatever the bytes are, the end is a tree or one
/// [DeviceTreeException][org.dmaengine.slavemap.devicetree.tree.DeviceTreeException], in time and memory that the limits of
/// [TreeBuilder][org.dmaengine.slavemap.devicetree.tree.TreeBuilder] bound. Nothing recurses.
///
/// Exported for tools that show or try a board; who uses it imports `[0.1,1)`.
@Export
@Version("0.1.0")
package org.dmaengine.slavemap.devicetree.tree;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
