/// How far a transfer has come. Class: [Watch][org.dmaengine.examples.progress.Watch].
@Export
@Version("0.1.0")
package org.dmaengine.examples.progress;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
