/// A display: rectangles put together by one channel, pages shown by another, and no frame that is half of each.
///
/// Classes: [Blitter][org.dmaengine.examples.display.Blitter] and [Display][org.dmaengine.examples.display.Display] on
/// [Surface][org.dmaengine.examples.display.Surface]s. A panel to look at is in [org.dmaengine.examples.display.device].
@Export
@Version("0.1.0")
package org.dmaengine.examples.display;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
