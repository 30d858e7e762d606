/// Words from a device's register. Class: [Receiver][org.dmaengine.examples.peripheral.Receiver].
@Export
@Version("0.1.0")
package org.dmaengine.examples.peripheral;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
