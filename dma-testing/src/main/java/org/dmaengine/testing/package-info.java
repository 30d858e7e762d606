/// Runs Jupiter test classes inside an OSGi framework, as bundles among the bundles they test.
///
/// A class that carries [InOsgi][org.dmaengine.testing.InOsgi] is run by the test engine `jupiter-in-osgi` of this jar,
/// whatever launcher asks for it: Surefire, Failsafe, an IDE. For each such class the engine starts a fresh framework
/// (through Pax Exam) from the jars on the class path, installs the class with its neighbours as one more bundle, and
/// has Jupiter run it there. All of Jupiter works as outside, since it *is* Jupiter: JUnit is lent to the container by
/// the system bundle, and nothing of the test runs twice.
///
/// | annotation | says |
/// | --- | --- |
/// | [InOsgi][org.dmaengine.testing.InOsgi] | run this class in a container, with the bundles of a run descriptor |
/// | [WithBundles][org.dmaengine.testing.WithBundles] | and with these bundles, by symbolic name |
/// | [WithProperty][org.dmaengine.testing.WithProperty] | and with this framework property |
/// | [Service][org.dmaengine.testing.Service] | wait for this service and put it here |
///
/// All but the last work as meta-annotations, so that a project says `@DmaEngine @MemcpyController` of its own. A test
/// that needs a client or driver bundle to start, stop and update makes one of classes of its own
/// ([SmallBundle][org.dmaengine.testing.SmallBundle]).
@Export
@Version("0.1.0")
package org.dmaengine.testing;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
