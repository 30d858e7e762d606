package org.dmaengine.testing.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// One test class in one container.
///
/// A launcher inside the launcher does it, with Jupiter as its only engine and the container's class of that name. That
/// engine goes by the outer engine's id, so that unique ids are the same on both sides.
record ClassRun(TestDescriptor topLevel, Class<?> testClass, EngineExecutionListener listener) {
    void execute(ConfigurationParameters parameters) {
        Relay relay = new Relay(topLevel, listener);
        Throwable failure = null;
        try (Container container = Container.start(ContainerPlan.of(testClass), stopMillis(parameters))) {
            runInside(container.installTests(testClass), parameters, relay);
        } catch (Exception | LinkageError e) {
            failure = e;
        }
        relay.end(failure);
    }

    private static long stopMillis(ConfigurationParameters parameters) {
        return parameters.get(InOsgiTestEngine.STOP_MILLIS, Long::valueOf).orElse(20_000L);
    }

    /// Jupiter loads classes by name through the thread's context class loader.
    private void runInside(ClassLoader inside, ConfigurationParameters parameters, Relay relay) {
        Thread thread = Thread.currentThread();
        ClassLoader outside = thread.getContextClassLoader();
        thread.setContextClassLoader(inside);
        try {
            LauncherFactory.create(onlyJupiter()).execute(LauncherDiscoveryRequestBuilder.request()
                    .selectors(chosenTests())
                    .configurationParameters(asMap(parameters))
                    .build(), relay);
        } finally {
            thread.setContextClassLoader(outside);
        }
    }

    /// What the outer launcher's selectors and filters have left of the class.
    private List<DiscoverySelector> chosenTests() {
        return topLevel.getDescendants().stream()
                .filter(descriptor -> descriptor.getChildren().isEmpty())
                .map(leaf -> DiscoverySelectors.selectUniqueId(leaf.getUniqueId()))
                .collect(Collectors.toList());
    }

    private static LauncherConfig onlyJupiter() {
        return LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .addTestEngines(new InnerJupiter(InOsgiTestEngine.jupiter()))
                .build();
    }

    private static Map<String, String> asMap(ConfigurationParameters parameters) {
        Map<String, String> map = new HashMap<>();
        for (String key : parameters.keySet()) {
            parameters.get(key).ifPresent(value -> map.put(key, value));
        }
        return map;
    }

    private record InnerJupiter(TestEngine jupiter) implements TestEngine {
        @Override
        public String getId() {
            return InOsgiTestEngine.ID;
        }

        @Override
        public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
            return jupiter.discover(request, uniqueId);
        }

        @Override
        public void execute(ExecutionRequest request) {
            jupiter.execute(request);
        }

        @Override
        public Optional<String> getGroupId() {
            return jupiter.getGroupId();
        }
    }
}
