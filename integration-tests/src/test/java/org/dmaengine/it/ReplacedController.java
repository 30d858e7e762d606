package org.dmaengine.it;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmaengine.ChannelInfo;
import org.dmaengine.DmaEngine;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;

/// A controller that ships, which is taken away under whoever uses it and comes back, or is replaced by another one of its name.
final class ReplacedController {
    static final String MEMCPY = "org.dmaengine.controller-memcpy";
    static final String FIFO = "org.dmaengine.controller-fifo";
    private static final Map<String, String> THREADS = Map.of(MEMCPY, "engine.threads", FIFO, "physical.channels");
    private static final Duration STOP = Duration.ofSeconds(1);

    private final BundleContext context;
    private final DmaEngine engine;
    private final Board board;
    private final String bundle;
    private final String factory;
    private Configuration configuration;
    private int ranking;

    /// @param bundle        symbolic name of its bundle
    /// @param configuration what it comes from; names the number of its channels
    ReplacedController(BundleContext context, DmaEngine engine, Board board, String bundle, Configuration configuration) {
        this.context = context;
        this.engine = engine;
        this.board = board;
        this.bundle = bundle;
        this.configuration = configuration;
        this.factory = configuration.getFactoryPid();
    }

    Bundle bundle() {
        return Stream.of(context.getBundles()).filter(each -> each.getSymbolicName().equals(bundle)).findFirst().orElseThrow();
    }

    // ---- its bundle ----

    void stop() throws BundleException {
        bundle().stop();
    }

    /// Stops its bundle, which may take 1 s, whatever its channels are doing.
    void stopInTime() throws Exception {
        Bounds.within(STOP, "stop of " + bundle, bundle()::stop);
    }

    void start() throws BundleException {
        bundle().start();
    }

    /// Uninstalls its bundle and installs it again.
    void reinstall() throws BundleException {
        Bundle leaving = bundle();
        leaving.uninstall();
        context.installBundle(leaving.getLocation()).start();
    }

    /// Updates its bundle from where it comes from.
    void update() throws BundleException {
        bundle().update();
    }

    /// Updates its bundle to another version of the same code.
    void updateTo(String version) throws IOException, BundleException {
        try (InputStream in = URI.create(bundle().getLocation()).toURL().openStream()) {
            bundle().update(new ByteArrayInputStream(OtherVersion.of(in, version)));
        }
    }

    void refresh() throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_ID).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle()), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        if (!refreshed.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError(bundle + " has not been refreshed within 10 s");
        }
    }

    // ---- its configuration ----

    /// Changes what the channels do not depend on.
    void changeSoftly() throws IOException {
        change("comment", String.valueOf(System.nanoTime()));
    }

    /// Changes what the channels depend on.
    void changeHard() throws IOException {
        String threads = THREADS.get(bundle);
        change(threads, Integer.valueOf(2).equals(configuration.getProperties().get(threads)) ? 1 : 2);
    }

    private void change(String property, Object value) throws IOException {
        Dictionary<String, Object> properties = configuration.getProperties();
        properties.put(property, value);
        configuration.update(properties);
    }

    void delete() throws IOException {
        board.delete(configuration);
    }

    /// Deletes its configuration and makes it again.
    void makeAgain() throws IOException {
        Dictionary<String, Object> properties = configuration.getProperties();
        delete();
        Peripherals.until(() -> channels().isEmpty(), "the channels of " + bundle + " have gone");
        configuration = board.configured(factory, properties);
    }

    /// Another one that ranks better comes, and when its channels are there this one goes.
    void overtake() throws IOException {
        ranking++;
        Configuration better = board.beside(configuration, Map.of(Constants.SERVICE_RANKING, ranking));
        Peripherals.until(() -> channels().size() == 2 * count(), "the channels of another controller are there beside those of " + bundle);
        delete();
        configuration = better;
    }

    // ---- its channels ----

    /// The services of its channels, as soon as all of them are there.
    Set<Long> present() {
        Peripherals.until(() -> channels().size() == count(), "the " + count() + " channels of " + bundle + " are there");
        return channels();
    }

    /// Waits until nothing of the former channels is left and as many others are there.
    void awaitReplaced(Set<Long> former) {
        Peripherals.until(() -> channels().size() == count() && Collections.disjoint(channels(), former),
                "the channels of " + bundle + " have been replaced");
    }

    private int count() {
        return (Integer) configuration.getProperties().get("dma.channels");
    }

    private Set<Long> channels() {
        return engine.channels().stream().filter(info -> info.controller().equals(board.controllerName()))
                .map(ReplacedController::service).collect(Collectors.toSet());
    }

    private static Long service(ChannelInfo info) {
        return (Long) info.properties().get(Constants.SERVICE_ID);
    }
}
