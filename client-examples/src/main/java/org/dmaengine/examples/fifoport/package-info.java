/// A device with a FIFO, and the client that reads it. Services: [Thermometer][org.dmaengine.examples.fifoport.Thermometer],
/// [Recorder][org.dmaengine.examples.fifoport.Recorder]; both are there when the board has a thermometer.
@Export
@Version("0.1.0")
package org.dmaengine.examples.fifoport;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
