package org.dmaengine.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

/// The framework with the distribution's bundles, from start to the last file removed.
///
/// The console inside is told to begin by a service, and to end by that service's leaving; it reports the exit code
/// through it. A signal ends the process through a shutdown hook, so that Java itself sees to the exit code (128 + signal).
final class Container implements AutoCloseable {
    /// Ctrl-C answers within two seconds, whatever a bundle does while it stops.
    private static final Duration ON_SIGNAL = Duration.ofMillis(1_700);

    /// At an ordinary end the bundles may finish what they do.
    private static final Duration AT_END = Duration.ofSeconds(10);

    private final Home home;
    private final Board board;
    private final Request request;
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean ending;
    private boolean closed; // guarded by lock, like all below
    private Storage storage;
    private Framework framework;
    private ServiceRegistration<IntConsumer> launch;

    Container(Home home, Board board, Request request) {
        this.home = home;
        this.board = board;
        this.request = request;
    }

    /// @return the exit code that the console reports
    int run() throws IOException, BundleException, UserBundleException, InterruptedException, ExecutionException {
        if (watchForSignals()) {
            start();
        }
        return exitCode.get();
    }

    /// Comes before the storage, so that there is no moment in which a signal would leave it behind.
    private boolean watchForSignals() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(ON_SIGNAL), "dmaengine-shutdown"));
            return true;
        } catch (IllegalStateException _) {
            return false; // a signal came even before: Java is on its way out and only wants to be let go
        }
    }

    private Framework newFramework() throws IOException {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.folder().toString());
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, String.valueOf(StartLevel.last()));
        properties.put(Constants.FRAMEWORK_BOOTDELEGATION, "sun.misc"); // where JLine looks for Signal, to catch Ctrl-C
        // Bundles must not find this program's classes.
        properties.put("felix.bootdelegation.implicit", "false");
        properties.put("osgi.compatibility.bootdelegation", "false");
        properties.put("configurator.initial", board.json());
        properties.put("org.osgi.service.log.admin.loglevel", request.logLevel().name());
        // The framework's own printing would only say again what the log says.
        properties.put("felix.log.level", request.logLevel() == Main.LogLevel.DEBUG ? "1" : "0");
        properties.put("equinox.log.history.max", "100"); // for the console to catch up, as Felix's log has it
        properties.put("ds.loglevel", request.logLevel().name().toLowerCase(Locale.ROOT));
        return request.framework().factory(home).newFramework(properties);
    }

    private void start() throws IOException, BundleException, UserBundleException {
        lock.lock(); // a signal waits until no bundle is half started
        try {
            if (ending) {
                return;
            }
            storage = Storage.create();
            framework = newFramework();
            framework.init();
            for (Bundle bundle : install()) {
                prepare(bundle);
            }
            Map<UserBundle, Bundle> own = installOwn();
            if (!ending) {
                framework.start();
                for (Map.Entry<UserBundle, Bundle> bundle : own.entrySet()) {
                    bundle.getKey().start(bundle.getValue());
                }
                launch();
            }
        } finally {
            lock.unlock();
        }
    }

    private void launch() {
        launch = framework.getBundleContext().registerService(IntConsumer.class, exitCode::complete, properties());
        if (launch.getReference().getUsingBundles() == null) {
            throw new IllegalStateException("the console does not start; --log-level debug tells more");
        }
    }

    private List<Bundle> install() throws IOException, BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : home.bundles()) {
            if (!ending) {
                bundles.add(framework.getBundleContext().installBundle(jar.toUri().toString()));
            }
        }
        return bundles;
    }

    /// All are installed before the first is started: they may need each other.
    private Map<UserBundle, Bundle> installOwn() throws UserBundleException {
        Map<UserBundle, Bundle> bundles = new LinkedHashMap<>();
        for (UserBundle own : request.bundles()) {
            if (!ending) {
                Bundle bundle = own.install(framework.getBundleContext());
                bundle.adapt(BundleStartLevel.class).setStartLevel(StartLevel.ENGINE.number());
                bundles.put(own, bundle);
            }
        }
        return bundles;
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

    private Hashtable<String, Object> properties() {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("dmaengine.launch", true);
        properties.put("dmaengine.words", request.words().toArray(String[]::new));
        properties.put("dmaengine.home", home.folder().toString());
        properties.put("dmaengine.version", Main.Version.number());
        properties.put("dmaengine.board", request.board());
        properties.put("dmaengine.debug", request.logLevel() == Main.LogLevel.DEBUG);
        return properties;
    }

    @Override
    public void close() {
        close(AT_END);
    }

    /// Called at the end and by the shutdown hook, whichever comes first; the other waits until it is done.
    private void close(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        ending = true;
        boolean inTime = false;
        try {
            inTime = lock.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (inTime && !closed) {
                closed = true;
                stop(deadline);
            }
        } catch (BundleException | RuntimeException e) {
            Main.complain(Main.FAILED, "the framework does not stop: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            tidy(inTime);
        }
    }

    /// Stops the console, then the framework.
    private void stop(long deadline) throws BundleException, InterruptedException {
        if (launch != null) {
            launch.unregister();
        }
        if (framework != null) {
            framework.stop();
            framework.waitForStop(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        }
    }

    private void tidy(boolean locked) {
        if (storage != null) {
            storage.close();
        }
        if (locked) {
            lock.unlock();
        }
    }
}
