package org.dmaengine.testing.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmaengine.testing.InOsgi;
import org.dmaengine.testing.WithBundles;
import org.dmaengine.testing.WithProperty;
import org.junit.platform.commons.support.AnnotationSupport;

/// What a class's annotations ask for.
///
/// @param name       for the storage folder
/// @param bundles    the jars, in the order of installation
/// @param unstarted  those among them that are only resolved
/// @param properties framework properties
record ContainerPlan(String name, List<Path> bundles, Set<Path> unstarted, Map<String, String> properties) {
    static ContainerPlan of(Class<?> testClass) throws IOException {
        InOsgi inOsgi = AnnotationSupport.findAnnotation(testClass, InOsgi.class).orElseThrow();
        Set<String> bundles = new LinkedHashSet<>();
        Map<String, String> properties = new LinkedHashMap<>();
        if (!inOsgi.bndrun().isEmpty()) {
            RunDescriptor run = RunDescriptor.read(Path.of(System.getProperty("basedir", ""), inOsgi.bndrun()));
            bundles.addAll(run.bundles());
            properties.putAll(run.properties());
        }
        for (String unwanted : inOsgi.except()) {
            if (!bundles.remove(unwanted)) {
                throw new IllegalArgumentException("@InOsgi of " + testClass.getName() + " leaves out " + unwanted
                        + ", which " + (inOsgi.bndrun().isEmpty() ? "no run descriptor names" : inOsgi.bndrun() + " does not name"));
            }
        }
        AnnotationSupport.findRepeatableAnnotations(testClass, WithBundles.class)
                .forEach(with -> bundles.addAll(List.of(with.value())));
        AnnotationSupport.findRepeatableAnnotations(testClass, WithProperty.class)
                .forEach(with -> properties.put(with.name(), with.value()));
        Set<Path> unstarted = Stream.of(inOsgi.unstarted()).map(ClassPathBundles::named).collect(Collectors.toSet());
        return new ContainerPlan(testClass.getSimpleName(), bundles.stream().map(ClassPathBundles::named).toList(), unstarted,
                properties);
    }
}
