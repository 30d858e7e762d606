/// What has been done on the channels of a controller, counted outside the engine core.
///
/// [ControllerWatch][org.dmaengine.watch.ControllerWatch] is a service of the bundle that watches, one for each controller that is watched;
/// tests and tools use it and import `[0.1,1)`.
@Export
@Version("0.1.0")
package org.dmaengine.watch;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
