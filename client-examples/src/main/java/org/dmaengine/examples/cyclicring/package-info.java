/// A ring that never ends. Class: [RingCapture][org.dmaengine.examples.cyclicring.RingCapture].
@Export
@Version("0.1.0")
package org.dmaengine.examples.cyclicring;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
