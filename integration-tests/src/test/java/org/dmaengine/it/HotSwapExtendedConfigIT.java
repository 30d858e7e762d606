package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.dmaengine.SwapEvent.Kind;
import org.dmaengine.TransferStatus;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.cm.ConfigurationAdmin;

/// D3: what a client and a port share with a controller is exported by an API bundle of its own. Then the controller's bundle can be updated as
/// often as one likes: nobody has to be refreshed, and no former revision is kept.
@TheProduct
class HotSwapExtendedConfigIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int UPDATES = 50;
    private static final int MOST_REVISIONS = 2;
    private static final int COLLECTIONS = 50;
    private static final int WORDS = 64;
    private static final int LINE = 3;

    private final BundleContext context;
    @Service
    SlaveMap slaveMap;
    @Service
    DmaEngine engine;
    private Board board;

    HotSwapExtendedConfigIT(BundleContext context) {
        this.context = context;
    }

    @BeforeEach
    void beginWithoutABoard(@Service ConfigurationAdmin admin, @Service SlaveMapSource source) {
        board = new Board(admin, source);
    }

    @AfterEach
    void takeTheBoardAway() throws Exception {
        board.close();
    }

    @Test
    @DisplayName(UPDATES + " updates: the record's class is the same, the port stays bound, no client stops, at most two revisions are alive")
    void shouldOutliveUpdates() throws Exception {
        board.entry("port", Map.of("request.line", LINE));
        CountingPort port = CountingPort.ofWords(Direction.DEV_TO_MEM).wire(context, board, LINE);
        ReplacedController controller = new ReplacedController(context, engine, board, ReplacedController.FIFO, board.peripherals(Map.of("dma.channels", 2)));
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        FifoSlaveConfig config = FifoSlaveConfig.of(Words.CONFIG).withWatermark(4);
        BundleWiring before = FrameworkUtil.getBundle(FifoSlaveConfig.class).adapt(BundleWiring.class);
        try (DmaChannel channel = slaveMap.requestChannel(board.device(), "port", SOON);
             Mapping memory = channel.mapper().allocate(WORDS * Words.BYTES)) {
            SwapLog log = SwapLog.of(channel);
            channel.configure(config);
            for (int i = 0; i < UPDATES; i++) {
                loaders.add(new WeakReference<>(controller.bundle().adapt(BundleWiring.class).getClassLoader()));
                Set<Long> former = controller.present();
                controller.update();
                controller.awaitReplaced(former);
                log.next(Kind.DETACHED);
                log.expectRebound(); // the configuration in force has not been refused
                receive(channel, memory, port, i);
                channel.configure(config); // nor is it when it is given again
            }
            assertSame(before, FrameworkUtil.getBundle(FifoSlaveConfig.class).adapt(BundleWiring.class), "the API bundle is as it was");
            assertEquals(List.of(), port.complaints());
            assertTrue(port.isConnected());
            assertEquals(Bundle.ACTIVE, context.getBundle().getState());
            int revisions = controller.bundle().adapt(BundleRevisions.class).getRevisions().size();
            int alive = aliveAfterCollections(loaders);
            System.out.println(UPDATES + " updates of " + ReplacedController.FIFO + ": " + revisions + " revisions, " + (alive + 1) + " class loaders");
            assertTrue(revisions <= MOST_REVISIONS, () -> revisions + " revisions are alive");
            assertTrue(alive + 1 <= MOST_REVISIONS, () -> alive + " class loaders of former revisions are alive");
        } finally {
            port.unwire();
        }
    }

    private static void receive(DmaChannel channel, Mapping memory, CountingPort port, int turn) throws InterruptedException {
        long cookie = channel.prepareSlaveSingle(memory, 0, memory.length(), Direction.DEV_TO_MEM).submit();
        channel.issuePending();
        port.ready(memory.length());
        TransferStatus end = channel.await(cookie, SOON);
        assertTrue(end.isOk(), end::toString);
        assertEquals("", Words.complaint(memory.segment(), (long) turn * WORDS));
    }

    private static int aliveAfterCollections(List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
        for (int i = 0; i < COLLECTIONS && alive(loaders) + 1 > MOST_REVISIONS; i++) {
            System.gc();
            Thread.sleep(Duration.ofMillis(20)); // what a collection finds is cleared a little later
        }
        return alive(loaders);
    }

    private static int alive(List<WeakReference<ClassLoader>> loaders) {
        return (int) loaders.stream().filter(loader -> loader.get() != null).count();
    }
}
