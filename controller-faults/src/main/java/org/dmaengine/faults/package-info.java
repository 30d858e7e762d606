/// What has been done to the drivers of a controller on purpose.
///
/// [ControllerFaults][org.dmaengine.faults.ControllerFaults] is a service of the bundle that injects faults, one for each controller that it does that
/// to; tests and tools use it and import `[0.1,1)`.
@Export
@Version("0.1.0")
package org.dmaengine.faults;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
