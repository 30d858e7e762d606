/// A picture shown until the next. Class: [Scanout][org.dmaengine.examples.repeatedframe.Scanout].
@Export
@Version("0.1.0")
package org.dmaengine.examples.repeatedframe;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
