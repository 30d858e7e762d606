package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dmaengine.contract.Clause;
import org.dmaengine.testing.SmallBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;

/// The framework is shut down with transfers in flight. The test stands outside and starts it, with the bundles that ship.
class FrameworkStopIT {
    private static final Path BUNDLES = Path.of(System.getProperty("basedir", ""), "../launcher/target/dmaengine/bundles");
    private static final String CORE = "org.dmaengine.dma-core";
    private static final String BOARD = """
            { ":configurator:resource-version": 1, ":configurator:symbolic-name": "it", ":configurator:version": "1.0.0",
              "org.dmaengine.controller.memcpy~dma0": { "dma.controller": "dma0", "dma.channels": 1 },
              "org.dmaengine.slavemap.entry~copy": { "device": "it", "name": "copy", "controller": "dma0" } }
            """;
    /// What is on the higher level stops first.
    private static final int BEFORE_THE_ENGINE = 3;
    private static final int ENGINE = 2;
    private static final int AFTER_THE_ENGINE = 1;

    @TempDir
    private Path storage;
    private Framework framework;

    @BeforeEach
    void launch() throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, storage.toString(),
                Constants.FRAMEWORK_BEGINNING_STARTLEVEL, String.valueOf(BEFORE_THE_ENGINE),
                "felix.bootdelegation.implicit", "false",
                "osgi.compatibility.bootdelegation", "false",
                "configurator.initial", BOARD));
        framework.start();
        for (Path jar : bundles()) {
            Bundle bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
            bundle.adapt(BundleStartLevel.class).setStartLevel(ENGINE);
        }
        Bundle devices = SmallBundle.named(Devices.NAME).activator(Devices.class).containing(EndlessDevice.class)
                .install(framework.getBundleContext());
        devices.adapt(BundleStartLevel.class).setStartLevel(ENGINE);
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            // Gogo's JLine would take this process's terminal.
            if (!bundle.getSymbolicName().equals("org.apache.felix.gogo.jline")) {
                bundle.start();
            }
        }
    }

    /// The log first: without one the Configurator prints what it does on standard output.
    private static List<Path> bundles() throws IOException {
        try (Stream<Path> jars = Files.list(BUNDLES)) {
            List<Path> all = jars.sorted().toList();
            return Stream.concat(all.stream().filter(FrameworkStopIT::isLog), all.stream().filter(jar -> !isLog(jar))).toList();
        }
    }

    private static boolean isLog(Path jar) {
        return jar.getFileName().toString().startsWith("org.apache.felix.log-");
    }

    @AfterEach
    void stopWhatIsLeft() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(Bounds.CORE.toMillis());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("the framework is shut down: every transfer ends once, old handles answer, no thread is left within 3 s")
    @Clause({"DIFF-05"})
    void shouldEndEverythingWhenTheFrameworkStops(boolean clientFirst) throws Exception {
        Bundle client = SmallBundle.named(BusyBundle.NAME).activator(BusyBundle.class).containing(BusyClient.class, Lane.class)
                .header(BusyBundle.DEVICE, "it").install(framework.getBundleContext());
        client.adapt(BundleStartLevel.class).setStartLevel(clientFirst ? BEFORE_THE_ENGINE : AFTER_THE_ENGINE);
        client.start();
        Function<Boolean, List<String>> busy = busy(framework.getBundleContext());
        // Afterwards Felix loads no class any more, also none that an answer needs.
        CompletableFuture<List<String>> answers = new CompletableFuture<>();
        framework.getBundleContext().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STOPPED && event.getBundle().getSymbolicName().equals(clientFirst ? BusyBundle.NAME : CORE)) {
                answers.complete(busy.apply(!clientFirst));
            }
        });

        List<String> left = Bounds.answerWithin(Bounds.CORE, "shutdown of the framework, " + (clientFirst ? "client" : "core")
                + " first, with work under way", () -> {
            framework.stop();
            assertEquals(FrameworkEvent.STOPPED, framework.waitForStop(Bounds.CORE.toMillis()).getType());
            return EngineThreads.leftAfter(Bounds.CORE);
        });
        assertEquals(List.of(), left);
        assertEquals(List.of(), answers.get(0, TimeUnit.SECONDS));
    }

    @SuppressWarnings("unchecked") // a type of Java's, whose arguments no framework knows
    private static Function<Boolean, List<String>> busy(BundleContext context) {
        return context.getService(context.getServiceReference(Function.class));
    }
}
