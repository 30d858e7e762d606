package org.dmaengine.slavemap.devicetree;

import org.dmaengine.slavemap.devicetree.dmas.DmaTable;

/// One device tree that has been read.
///
/// @param name   the file's name without `.dtb`
/// @param origin the file or folder, for messages
record Board(String name, String origin, DmaTable table) { }
