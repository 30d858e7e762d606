package org.dmaengine.testing.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/// Tells the outer launcher what the inner one reports, event by event, in the outer one's descriptors.
///
/// The end of the class is held back until the container is down, so that a container that does not stop fails the class.
final class Relay implements TestExecutionListener {
    private final TestDescriptor topLevel;
    private final EngineExecutionListener listener;
    private final Map<UniqueId, TestDescriptor> descriptors = new ConcurrentHashMap<>();
    private volatile boolean started;
    private volatile boolean skipped;
    private volatile TestExecutionResult held = TestExecutionResult.failed(
            new IllegalStateException("Jupiter did not find the class inside the container"));

    Relay(TestDescriptor topLevel, EngineExecutionListener listener) {
        this.topLevel = topLevel;
        this.listener = listener;
        topLevel.accept(descriptor -> descriptors.put(descriptor.getUniqueId(), descriptor));
    }

    /// Parameterized, repeated and dynamic tests come to light only now.
    @Override
    public void dynamicTestRegistered(TestIdentifier identifier) {
        TestDescriptor descriptor = new MirroredDescriptor(identifier);
        synchronized (topLevel) {
            identifier.getParentIdObject().map(descriptors::get).orElse(topLevel).addChild(descriptor);
        }
        descriptors.put(descriptor.getUniqueId(), descriptor);
        listener.dynamicTestRegistered(descriptor);
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        TestDescriptor descriptor = descriptors.get(identifier.getUniqueIdObject());
        skipped |= descriptor == topLevel;
        if (descriptor != null) {
            listener.executionSkipped(descriptor, reason);
        }
    }

    @Override
    public void executionStarted(TestIdentifier identifier) {
        TestDescriptor descriptor = descriptors.get(identifier.getUniqueIdObject());
        started |= descriptor == topLevel;
        if (descriptor != null) {
            listener.executionStarted(descriptor);
        }
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        TestDescriptor descriptor = descriptors.get(identifier.getUniqueIdObject());
        TestExecutionResult portable = Failures.portable(result);
        if (descriptor == topLevel) {
            held = portable;
        } else if (descriptor != null) {
            listener.executionFinished(descriptor, portable);
        } else if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            held = portable; // the inner engine itself
        }
    }

    @Override
    public void reportingEntryPublished(TestIdentifier identifier, ReportEntry entry) {
        listener.reportingEntryPublished(descriptors.get(identifier.getUniqueIdObject()), entry);
    }

    @Override
    public void fileEntryPublished(TestIdentifier identifier, FileEntry file) {
        listener.fileEntryPublished(descriptors.get(identifier.getUniqueIdObject()), file);
    }

    /// The container is down, or never came up.
    ///
    /// @param failure what went wrong with it, null if nothing did
    void end(Throwable failure) {
        if (skipped && failure == null) {
            return;
        }
        if (skipped) {
            throw new IllegalStateException("the container of " + topLevel.getDisplayName() + " did not stop", failure);
        }
        if (!started) {
            listener.executionStarted(topLevel);
        }
        listener.executionFinished(topLevel, failure == null ? held : with(failure));
    }

    private TestExecutionResult with(Throwable failure) {
        if (started) {
            held.getThrowable().ifPresent(failure::addSuppressed);
        }
        return TestExecutionResult.failed(failure);
    }
}
