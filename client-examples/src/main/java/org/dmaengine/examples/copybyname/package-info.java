/// The ten-line client: a channel by name, one copy, wait. Service: [CopyByName][org.dmaengine.examples.copybyname.CopyByName].
@Export
@Version("0.1.0")
package org.dmaengine.examples.copybyname;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
