package org.dmaengine.testing.host;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.dmaengine.testing.InOsgi;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;

/// The engine that runs the Jupiter classes which carry [InOsgi]: it discovers them with Jupiter outside, and has each
/// one run by Jupiter in a container of its own.
///
/// It is an engine and no extension, because an extension comes too late: outside, Jupiter would already have made an
/// instance, asked for arguments and called every other extension of the class, only to be told the results.
public final class InOsgiTestEngine implements TestEngine {
    /// The engine's id, for launchers that choose engines by name.
    public static final String ID = "jupiter-in-osgi";

    /// JUnit configuration parameter: milliseconds that a container may take to stop before its class fails; 20,000 by
    /// default.
    public static final String STOP_MILLIS = "org.dmaengine.testing.stop.millis";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
        TestDescriptor root = jupiter().discover(new QuietDiscovery(request), uniqueId);
        for (TestDescriptor topLevel : List.copyOf(root.getChildren())) {
            if (testClass(topLevel).filter(InOsgiTestEngine::isInOsgi).isEmpty()) {
                root.removeChild(topLevel);
            }
        }
        return root;
    }

    @Override
    public void execute(ExecutionRequest request) {
        TestDescriptor root = request.getRootTestDescriptor();
        EngineExecutionListener listener = request.getEngineExecutionListener();
        listener.executionStarted(root);
        for (TestDescriptor topLevel : List.copyOf(root.getChildren())) {
            new ClassRun(topLevel, testClass(topLevel).orElseThrow(), listener).execute(request.getConfigurationParameters());
        }
        listener.executionFinished(root, TestExecutionResult.successful());
    }

    static TestEngine jupiter() {
        for (TestEngine engine : ServiceLoader.load(TestEngine.class, InOsgiTestEngine.class.getClassLoader())) {
            if (engine.getId().equals("junit-jupiter")) {
                return engine;
            }
        }
        throw new IllegalStateException("no junit-jupiter-engine on the class path; make it a dependency");
    }

    static Optional<Class<?>> testClass(TestDescriptor descriptor) {
        return descriptor.getSource()
                .filter(ClassSource.class::isInstance)
                .map(source -> ((ClassSource) source).getJavaClass());
    }

    static boolean isInOsgi(Class<?> type) {
        return AnnotationSupport.isAnnotated(type, InOsgi.class);
    }
}
