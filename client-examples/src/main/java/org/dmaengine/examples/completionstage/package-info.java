/// The end of a transfer as a stage. Class: [Staged][org.dmaengine.examples.completionstage.Staged].
@Export
@Version("0.1.0")
package org.dmaengine.examples.completionstage;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
