package org.dmaengine.testing.host;

import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.PostDiscoveryFilter;

/// Keeps the engine `junit-jupiter` from running the classes that [InOsgiTestEngine] runs.
public final class LeaveToInOsgi implements PostDiscoveryFilter {
    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        return FilterResult.includedIf(!isJupiters(descriptor.getUniqueId()) || !isInOsgi(descriptor),
                () -> "not @InOsgi", () -> "run by the engine " + InOsgiTestEngine.ID);
    }

    private static boolean isJupiters(UniqueId id) {
        return id.getSegments().stream()
                .anyMatch(segment -> segment.getType().equals("engine") && segment.getValue().equals("junit-jupiter"));
    }

    /// The annotation stands on the outermost class.
    private static boolean isInOsgi(TestDescriptor descriptor) {
        return InOsgiTestEngine.testClass(descriptor).filter(InOsgiTestEngine::isInOsgi).isPresent()
                || descriptor.getParent().filter(LeaveToInOsgi::isInOsgi).isPresent();
    }
}
