/// Memory as a DMA device sees it: mappings, scatter lists, vectors, interleaved templates.
///
/// A [Mapping][org.dmaengine.mapping.Mapping] is made by the engine; lists, vectors and templates are values that
/// clients build. A controller never sees anything but mapped memory, in the mapped direction and bounds. Import range
/// of clients: `[0.1,1)`.
@Export
@Version("0.1.0")
package org.dmaengine.mapping;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
