package org.dmaengine.testing.host;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.spi.DefaultExamSystem;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/// A framework with the planned bundles, all of them started; Pax Exam's native container in this JVM.
final class Container implements AutoCloseable {
    private final NativeTestContainer exam;
    private final Path storage;

    private Container(NativeTestContainer exam, Path storage) {
        this.exam = exam;
        this.storage = storage;
    }

    /// @param stopMillis how long the framework may take to stop
    static Container start(ContainerPlan plan, long stopMillis) throws IOException, BundleException {
        Path folder = Files.createDirectories(Path.of(System.getProperty("basedir", ""), "target", "exam").toAbsolutePath());
        Path storage = Files.createTempDirectory(folder, plan.name() + "-");
        Container container = new Container(onlyFramework(options(plan, storage, stopMillis)), storage);
        try {
            container.exam.start();
            container.startAll(plan);
            return container;
        } catch (Exception e) {
            container.closeAfter(e);
            throw e;
        }
    }

    private static Option[] options(ContainerPlan plan, Path storage, long stopMillis) {
        List<Option> options = new ArrayList<>();
        options.add(CoreOptions.workingDirectory(storage.toString()));
        options.add(CoreOptions.systemTimeout(stopMillis));
        // Else Felix finds classes that a bundle forgot to import on this program's class path, where all bundles are
        options.add(CoreOptions.frameworkProperty("felix.bootdelegation.implicit").value("false"));
        LentPackages.all().forEach(lent -> options.add(CoreOptions.systemPackage(lent)));
        plan.properties().forEach((name, value) -> options.add(CoreOptions.frameworkProperty(name).value(value)));
        plan.bundles().stream().sorted(Comparator.comparing(jar -> !isLogService(jar)))
                .forEach(jar -> options.add(CoreOptions.bundle(url(jar)).start(!plan.unstarted().contains(jar))));
        return options.toArray(Option[]::new);
    }

    /// The log service starts first: without one the Configurator prints what it does on standard output.
    private static boolean isLogService(Path jar) {
        return jar.getFileName().toString().startsWith("org.apache.felix.log-");
    }

    private static NativeTestContainer onlyFramework(Option[] options) throws IOException {
        TestContainer[] containers = PaxExamRuntime.getTestContainerFactory().create(DefaultExamSystem.create(options));
        if (containers.length != 1) {
            throw new IllegalStateException(containers.length + " frameworks on the class path; leave one, by"
                    + " classpathDependencyExcludes for example: " + List.of(containers));
        }
        return (NativeTestContainer) containers[0];
    }

    private static String url(Path jar) {
        return jar.toUri().toString();
    }

    /// Starting a bundle again is the way to hear why it has not started.
    private void startAll(ContainerPlan plan) throws BundleException {
        Set<String> unstarted = plan.unstarted().stream().map(Container::url).collect(Collectors.toSet());
        List<String> reasons = new ArrayList<>();
        for (Bundle bundle : exam.getSystemBundle().getBundleContext().getBundles()) {
            boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
            if (unstarted.contains(bundle.getLocation())) {
                if (!exam.getSystemBundle().adapt(FrameworkWiring.class).resolveBundles(List.of(bundle))) {
                    reasons.add(bundle.getSymbolicName() + ": is not to be started, but cannot be resolved either");
                }
            } else if (!fragment && bundle.getState() != Bundle.ACTIVE) {
                try {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                } catch (BundleException e) {
                    reasons.add(bundle.getSymbolicName() + ": " + e.getMessage());
                }
            }
        }
        if (!reasons.isEmpty()) {
            throw new BundleException(reasons.size() + " bundles do not start: " + String.join("\n", reasons));
        }
    }

    /// Installs and starts the folder or jar that the test class comes from.
    ///
    /// @return the bundle's class loader
    ClassLoader installTests(Class<?> testClass) throws IOException, BundleException, URISyntaxException {
        Path jar = TestClassesJar.of(testClass, storage.resolve("tests.jar"));
        Bundle bundle = exam.getSystemBundle().getBundleContext().installBundle(jar.toUri().toString());
        bundle.start();
        ClassLoader loader = bundle.adapt(BundleWiring.class).getClassLoader();
        refuseSharedPackage(testClass.getPackageName(), bundle);
        return loader;
    }

    /// Once the bundle imports a package, its own classes of that package are out of sight.
    private static void refuseSharedPackage(String name, Bundle tests) throws BundleException {
        BundleContext system = tests.getBundleContext().getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        for (Bundle bundle : system.getBundles()) {
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            if (wiring != null && wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                    .anyMatch(export -> name.equals(export.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))) {
                throw new BundleException("the test's package " + name + " is exported by " + bundle.getSymbolicName()
                        + "; give tests that run @InOsgi a package of their own");
            }
        }
    }

    /// Removes the storage as well.
    @Override
    public void close() {
        exam.stop();
    }

    private void closeAfter(Exception failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
