/// How to stop, and when memory may be freed. Class: [Stopping][org.dmaengine.examples.stopping.Stopping].
@Export
@Version("0.1.0")
package org.dmaengine.examples.stopping;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
