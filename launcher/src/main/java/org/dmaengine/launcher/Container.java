package org.dmaengine.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;

/// The framework with the distribution's bundles, from start to the last file removed.
///
/// The console inside is told to begin by a service, and to end by that service's leaving; it reports the exit code
/// through it. A signal ends the process through a shutdown hook, so that Java itself sees to the exit code (128 + signal).
final class Container implements AutoCloseable {
    /// Ctrl-C answers within two seconds, whatever a bundle does while it stops.
    private static final long STOP_MILLIS = 1_800;

    private final Storage storage;
    private final Framework framework;
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private ServiceRegistration<IntConsumer> launch;
    private boolean closed;

    private Container(Storage storage, Framework framework) {
        this.storage = storage;
        this.framework = framework;
    }

    static Container start(Home home, Board board, Request request) throws IOException, BundleException {
        Storage storage = Storage.create();
        Container container = new Container(storage, newFramework(storage, home, board, request));
        Runtime.getRuntime().addShutdownHook(new Thread(container::close, "dmaengine-shutdown"));
        try {
            container.start(home, request);
            return container;
        } catch (IOException | BundleException | RuntimeException e) {
            container.close();
            throw e;
        }
    }

    private static Framework newFramework(Storage storage, Home home, Board board, Request request) {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.folder().toString());
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, String.valueOf(StartLevel.last()));
        properties.put(Constants.FRAMEWORK_BOOTDELEGATION, "sun.misc"); // where JLine looks for Signal, to catch Ctrl-C
        properties.put("felix.bootdelegation.implicit", "false"); // bundles must not find this program's classes
        properties.put("configurator.initial", board.json());
        properties.put("org.osgi.service.log.admin.loglevel", request.logLevel().name());
        properties.put("ds.loglevel", request.logLevel().name().toLowerCase(java.util.Locale.ROOT));
        return ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(properties);
    }

    private void start(Home home, Request request) throws IOException, BundleException {
        framework.init();
        BundleContext context = framework.getBundleContext();
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : home.bundles()) {
            bundles.add(context.installBundle(jar.toUri().toString()));
        }
        for (Bundle bundle : bundles) {
            prepare(bundle);
        }
        framework.start();
        synchronized (this) {
            if (!closed) {
                launch = context.registerService(IntConsumer.class, exitCode::complete, properties(home, request));
            }
        }
    }

    /// Leaves the start to the start level. A bundle that cannot be resolved is no reason to stop here: what it is
    /// needed for says so, the board or a missing command.
    private static void prepare(Bundle bundle) throws BundleException {
        StartLevel level = StartLevel.of(bundle.getSymbolicName());
        if (level != StartLevel.NEVER) {
            bundle.adapt(BundleStartLevel.class).setStartLevel(level.number());
            bundle.start();
        }
    }

    private static Hashtable<String, Object> properties(Home home, Request request) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("dmaengine.launch", true);
        properties.put("dmaengine.words", request.words().toArray(String[]::new));
        properties.put("dmaengine.home", home.folder().toString());
        properties.put("dmaengine.version", Main.Version.number());
        properties.put("dmaengine.board", request.board());
        properties.put("dmaengine.debug", request.logLevel() == Main.LogLevel.DEBUG);
        return properties;
    }

    int exitCode() throws InterruptedException, ExecutionException {
        return exitCode.get();
    }

    /// Stops the console, then the framework, then removes the storage. Called at the end and by the shutdown hook,
    /// whichever comes first; the other waits until it is done.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (storage) {
            if (launch != null) {
                launch.unregister();
            }
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException | RuntimeException e) {
            Main.complain(Main.FAILED, "the framework does not stop: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
