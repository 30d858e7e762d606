package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.DmaEngine;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;

/// D5, D7: a component of Declarative Services lives through swaps of every kind, one after the other, transferring all the time: its Condition
/// stays, and it is neither deactivated nor activated again. The second swap, the tenth and the last one work like the first.
///
/// `-Ddma.swaps=1000` does so many.
@TheProduct
class HotSwapComponentIT {
    private static final int SWAPS = Integer.getInteger("dma.swaps", 200);
    private static final List<OrderlySwap> KINDS = List.of(OrderlySwap.RESTART, OrderlySwap.UPDATE, OrderlySwap.CONFIGURATION_CHANGED,
            OrderlySwap.OVERTAKEN);

    private final BundleContext context;
    @Service
    DmaEngine engine;
    private final AtomicLong transfers = new AtomicLong();
    private Board board;
    private ConditionalClient.Log log;
    private ServiceRegistration<AtomicLong> counter;
    private Bundle client;

    HotSwapComponentIT(BundleContext context) {
        this.context = context;
    }

    @BeforeEach
    void installTheClient(@Service ConfigurationAdmin admin, @Service SlaveMapSource source) throws Exception {
        board = new Board(admin, source);
        log = new ConditionalClient.Log(context);
        counter = context.registerService(AtomicLong.class, transfers, null);
        client = SteadyComponent.install(context, board.device());
        client.start();
    }

    @AfterEach
    void takeAllAway() throws Exception {
        client.uninstall();
        counter.unregister();
        log.close();
        board.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("restarted, updated, configured, overtaken, and again; the entry follows rankings or does not")
    void shouldStayActive(boolean followsRanking) throws Exception {
        board.entry("copy", Map.of("swap.ranking", followsRanking));
        ReplacedController controller = new ReplacedController(context, engine, board, ReplacedController.MEMCPY, board.controller(1));
        assertEquals("active", log.next());
        Map<OrderlySwap, Long> nanos = new EnumMap<>(OrderlySwap.class);
        for (int i = 0; i < SWAPS / 2; i++) {
            OrderlySwap kind = KINDS.get(i % KINDS.size());
            awaitMoreTransfers();
            long begin = System.nanoTime();
            Set<Long> former = controller.present();
            kind.of(controller);
            controller.awaitReplaced(former);
            awaitMoreTransfers();
            nanos.merge(kind, System.nanoTime() - begin, Long::sum);
        }
        client.stop();
        assertEquals("inactive []", log.next());
        print(followsRanking, nanos);
    }

    @Test
    @DisplayName("without a replacement it is deactivated at swap.timeout, and activated again when a controller comes")
    void shouldGoAndComeBackWithItsCondition() throws Exception {
        board.entry("copy", Map.of("swap.timeout", 300));
        ReplacedController controller = new ReplacedController(context, engine, board, ReplacedController.MEMCPY, board.controller(1));
        assertEquals("active", log.next());
        awaitMoreTransfers();
        controller.stop();
        try {
            String line = log.next();
            while (!line.startsWith("inactive")) {
                assertTrue(line.contains("no replacement came within 300 ms"), line); // of what was under way
                line = log.next();
            }
        } finally {
            controller.start();
        }
        assertEquals("active", log.next());
        awaitMoreTransfers();
        client.stop();
        assertEquals("inactive []", log.next());
    }

    /// So many that some were submitted after this was called.
    private void awaitMoreTransfers() {
        long enough = transfers.get() + 8;
        Peripherals.until(() -> transfers.get() >= enough || !log.isEmpty(), "the client has transferred more than " + (enough - 1) + " times");
        assertNull(log.poll(), "it has been active all the time, and nothing was wrong");
    }

    private static void print(boolean followsRanking, Map<OrderlySwap, Long> nanos) {
        StringBuilder line = new StringBuilder("swaps under a component, ranking followed " + followsRanking + ":");
        nanos.forEach((kind, sum) -> line.append(" %s %.1f ms".formatted(kind, sum / 1e6 / (SWAPS / 2 / KINDS.size()))));
        System.out.println(line.append(" on average, until it transfers again"));
    }
}
