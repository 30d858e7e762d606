/// A simulated panel and the pictures that it shows: [Panel][org.dmaengine.examples.display.device.Panel],
/// [Frame][org.dmaengine.examples.display.device.Frame].
@Export
@Version("0.1.0")
package org.dmaengine.examples.display.device;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
