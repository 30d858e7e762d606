/// A client that outlives even a lease that is gone. Class: [Persistent][org.dmaengine.examples.channelgone.Persistent].
@Export
@Version("0.1.0")
package org.dmaengine.examples.channelgone;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
