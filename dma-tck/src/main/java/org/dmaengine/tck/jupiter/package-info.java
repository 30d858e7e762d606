/// The conformance kit as Jupiter tests of a driver's project: a subclass of [DriverContract][org.dmaengine.tck.jupiter.DriverContract].
@Export
@Version("0.1.0")
package org.dmaengine.tck.jupiter;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
