package org.dmaengine.tck;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/// What the conformance kit has found out about one controller of this container: a service of the kit, published by `dma:tck`, replaced by
/// its next run, and withdrawn when the controller leaves. Its verdict stands in the service properties as well.
@ProviderType
public interface ControllerConformance {
    /// Service property, `String`: name of the controller.
    String CONTROLLER = "dma.controller";

    /// Service property, `String`: name of the [Level] reached; the lowest of all channels tested.
    String LEVEL = "dma.tck.level";

    /// Service property, `Integer`: cases passed, over all channels tested.
    String PASSED = "dma.tck.passed";

    /// Service property, `Integer`: cases failed.
    String FAILED = "dma.tck.failed";

    /// Service property, `Integer`: cases that were promised, but could not be tried.
    String SKIPPED = "dma.tck.skipped";

    /// Service property, `String`: version of the kit's bundle.
    String VERSION = "dma.tck.version";

    /// The level reached.
    Level level();

    /// What has failed: a line for each case, with channel, case, clauses and what was seen.
    List<String> failures();
}
