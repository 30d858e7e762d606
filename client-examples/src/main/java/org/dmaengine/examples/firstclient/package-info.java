/// A client to begin with: a command of the shell. Service: [Echo][org.dmaengine.examples.firstclient.Echo].
@Export
@Version("0.1.0")
package org.dmaengine.examples.firstclient;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
