package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveMap;
import org.dmaengine.TransferFlag;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.dmaengine.testing.SmallBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// The services of drivers are the core's alone, unless a bundle says that it has to see them (D2).
@TheProduct
class HiddenDriversIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String FILTER = "(objectClass=" + ChannelDriver.class.getName() + ")";

    private final BundleContext context;
    @Service
    SlaveMap slaveMap;
    private Board board;

    HiddenDriversIT(BundleContext context) {
        this.context = context;
    }

    @BeforeEach
    void describe(@Service ConfigurationAdmin admin, @Service SlaveMapSource source) throws Exception {
        board = new Board(admin, source);
        board.entry("copy", Map.of("swap.timeout", 200));
    }

    @AfterEach
    void restore() throws IOException {
        board.close();
    }

    @Test
    @DisplayName("D2: a client bundle neither finds drivers nor hears of them; the channel is there all the same")
    void shouldHideDriversFromOthers() throws Exception {
        DriverEvents heard = new DriverEvents(board.controllerName());
        context.addServiceListener(heard, FILTER);
        try {
            Configuration controller = board.controller(1);
            slaveMap.requestChannel(board.device(), "copy", SOON).close();
            assertNull(context.getServiceReference(ChannelDriver.class));
            assertNull(context.getAllServiceReferences(ChannelDriver.class.getName(), null));
            assertNull(context.getServiceReferences((String) null, FILTER));
            // What tells that the controller has left comes after all that could have been heard of its arrival.
            CompletableFuture<DmaChannel> gone = new CompletableFuture<>();
            DmaChannel held = slaveMap.requestChannel(board.device(), "copy", SOON);
            Mapping memory = held.mapper().allocate(8);
            held.prepareMemcpy(memory, 0, memory, 4, 4, TransferFlag.INTERRUPT).onComplete(result -> gone.complete(held)).submit();
            board.delete(controller);
            gone.get(SOON.toSeconds(), TimeUnit.SECONDS).close();
        } finally {
            context.removeServiceListener(heard);
        }
        assertTrue(heard.types().isEmpty(), () -> "heard of " + heard.types());
    }

    @Test
    @DisplayName("D2: a bundle that declares that it has to see them does")
    void shouldShowDriversToTheConformanceKit() throws Exception {
        Bundle kit = SmallBundle.named("it.kit").header(Constants.PROVIDE_CAPABILITY, ChannelDriver.ACCESS_CAPABILITY)
                .header(Constants.IMPORT_PACKAGE, ChannelDriver.class.getPackageName()).install(context);
        try {
            kit.start();
            DriverEvents heard = new DriverEvents(board.controllerName());
            kit.getBundleContext().addServiceListener(heard, FILTER);
            Configuration controller = board.controller(1);
            heard.await(ServiceEvent.REGISTERED, SOON);
            assertNotNull(kit.getBundleContext().getServiceReference(ChannelDriver.class));
            board.delete(controller);
            heard.await(ServiceEvent.UNREGISTERING, SOON);
        } finally {
            kit.uninstall();
        }
    }

    /// What a listener hears of the drivers of one controller.
    private record DriverEvents(String controller, BlockingQueue<Integer> types) implements ServiceListener {
        DriverEvents(String controller) {
            this(controller, new LinkedBlockingQueue<>());
        }

        @Override
        public void serviceChanged(ServiceEvent event) {
            if (controller.equals(event.getServiceReference().getProperty(ChannelDriver.CONTROLLER))) {
                types.add(event.getType());
            }
        }

        void await(int type, Duration timeout) throws InterruptedException {
            assertEquals(type, types.poll(timeout.toMillis(), TimeUnit.MILLISECONDS));
        }
    }
}
