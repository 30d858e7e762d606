/// Whose turn it is to touch mapped memory. Class: [MappedBuffers][org.dmaengine.examples.mappedbuffers.MappedBuffers].
@Export
@Version("0.1.0")
package org.dmaengine.examples.mappedbuffers;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
