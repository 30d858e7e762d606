/// Many small copies without garbage. Class: [PolledSmallCopies][org.dmaengine.examples.polledcopies.PolledSmallCopies].
@Export
@Version("0.1.0")
package org.dmaengine.examples.polledcopies;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
