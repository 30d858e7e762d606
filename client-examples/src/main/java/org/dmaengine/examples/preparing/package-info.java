/// One line for each kind of transfer. Class: [EveryKind][org.dmaengine.examples.preparing.EveryKind].
@Export
@Version("0.1.0")
package org.dmaengine.examples.preparing;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
