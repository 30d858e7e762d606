/// A simulated packet device: [Loopback][org.dmaengine.examples.packets.device.Loopback].
@Export
@Version("0.1.0")
package org.dmaengine.examples.packets.device;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
