package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaEngine;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.util.tracker.ServiceTracker;

/// D3, how not to do it: a controller (`test-bundles/tape`) that exports its own configuration record. After its update the record that its
/// clients have is another class than the one that the driver knows; the refusal says so, and what helps.
@TheProduct
class SelfExportingControllerIT {
    private final BundleContext context;
    @Service
    DmaEngine engine;
    private Bundle tape;
    private Bundle client;
    private ServiceTracker<?, Callable<String>> writing;

    SelfExportingControllerIT(BundleContext context) {
        this.context = context;
    }

    @BeforeEach
    void install() throws Exception {
        tape = context.installBundle("test:tape", TestBundle.of("tape"));
        tape.start();
        client = TapeClient.install(context);
        client.start();
        writing = new ServiceTracker<>(context, Callable.class.getName(), null);
        writing.open(true);
    }

    @AfterEach
    void uninstall() throws BundleException {
        writing.close();
        client.uninstall();
        tape.uninstall();
    }

    @Test
    @DisplayName("the record of the former revision is refused, in words that name both revisions; refreshing the bundle mends it")
    void shouldSayWhichBundleToRefresh() throws Exception {
        assertEquals("written: true", write());
        // @start region="update"
        tape.update(new ByteArrayInputStream(OtherVersion.of(TestBundle.of("tape"), "1.1.0")));
        // @end
        Peripherals.until(() -> write().contains("REBOUND"), "the new revision serves the lease");
        List<String> told = write().lines().toList();
        String refusal = "org.example.tape.TapeSlaveConfig is of revision 1.0.0 of bundle org.example.tape (id " + tape.getBundleId()
                + "), whose present one is 1.1.0: refresh that bundle";
        assertTrue(told.getFirst().contains(refusal), told::toString); // the next prepare
        assertTrue(told.getLast().startsWith("REBOUND the configuration in force was refused, configure again: ")
                && told.getLast().contains(refusal), told::toString); // and before, the listener

        refresh();
        assertEquals("written: true", write(), "the client has the present class, since it has been started again");
    }

    // @start region="refresh"
    /// Wires the bundle and all who use its packages anew: they are stopped and started meanwhile.
    private void refresh() throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_ID).adapt(FrameworkWiring.class).refreshBundles(List.of(tape), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        assertTrue(refreshed.await(10, TimeUnit.SECONDS));
    }
    // @end

    private String write() {
        try {
            return writing.waitForService(10_000).call();
        } catch (Exception e) {
            return e.toString();
        }
    }
}
