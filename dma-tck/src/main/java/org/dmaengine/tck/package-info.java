/// What a driver's author gives the conformance kit, and what the kit says about controllers.
///
/// A project's tests subclass [DriverContract][org.dmaengine.tck.jupiter.DriverContract]. In a container, whoever can play the device at
/// the other end of a controller registers a [PeripheralProvider][org.dmaengine.tck.PeripheralProvider], and
/// [ControllerConformance][org.dmaengine.tck.ControllerConformance] is the kit's verdict on one controller. Implementors of the
/// `@ConsumerType` interfaces import this package with `[0.1,1)`.
@Export
@Version("0.1.0")
package org.dmaengine.tck;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
