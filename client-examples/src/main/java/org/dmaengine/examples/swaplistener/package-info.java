/// A client that listens when its controller is replaced. Class: [WatermarkSender][org.dmaengine.examples.swaplistener.WatermarkSender].
@Export
@Version("0.1.0")
package org.dmaengine.examples.swaplistener;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
