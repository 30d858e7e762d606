/// A header beside the payload, in both modes. Class: [Packets][org.dmaengine.examples.metadata.Packets].
@Export
@Version("0.1.0")
package org.dmaengine.examples.metadata;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
