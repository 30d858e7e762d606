package org.dmaengine.testing.host;

import java.util.Set;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;

/// A test that only came to light inside, as the outer launcher sees it. Sources name classes instead of holding them, so
/// that a report that is kept does not keep the container.
final class MirroredDescriptor extends AbstractTestDescriptor {
    private final TestIdentifier inside;

    MirroredDescriptor(TestIdentifier inside) {
        super(inside.getUniqueIdObject(), inside.getDisplayName(), inside.getSource().map(MirroredDescriptor::byName).orElse(null));
        this.inside = inside;
    }

    private static TestSource byName(TestSource source) {
        return switch (source) {
            case MethodSource method -> MethodSource.from(method.getClassName(), method.getMethodName(),
                    method.getMethodParameterTypes());
            case ClassSource type -> ClassSource.from(type.getClassName());
            default -> source;
        };
    }

    @Override
    public Type getType() {
        return inside.getType();
    }

    @Override
    public Set<TestTag> getTags() {
        return inside.getTags();
    }

    @Override
    public String getLegacyReportingName() {
        return inside.getLegacyReportingName();
    }
}
