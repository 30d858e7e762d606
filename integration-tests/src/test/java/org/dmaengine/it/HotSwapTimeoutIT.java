package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveMap;
import org.dmaengine.SwapEvent.Kind;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.service.cm.ConfigurationAdmin;

/// D5, D7: no replacement comes. The Condition goes at `swap.timeout`, and just behind it the lease says GONE.
@TheProduct
class HotSwapTimeoutIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int TIMEOUT = 300;
    private static final int TOLERANCE = 100;
    /// One may fall into a pause of the machine.
    private static final int ROUNDS = 5;
    private static final int TRANSFERS = 5;

    private final BundleContext context;
    @Service
    SlaveMap slaveMap;
    @Service
    DmaEngine engine;
    private Board board;
    private ReplacedController controller;

    HotSwapTimeoutIT(BundleContext context) {
        this.context = context;
    }

    @BeforeEach
    void configure(@Service ConfigurationAdmin admin, @Service SlaveMapSource source) throws Exception {
        board = new Board(admin, source);
        board.entry("copy", Map.of("swap.timeout", TIMEOUT));
        controller = new ReplacedController(context, engine, board, ReplacedController.MEMCPY, board.controller(1));
    }

    @AfterEach
    void takeTheBoardAway() throws Exception {
        board.close();
    }

    @Test
    @DisplayName("GONE comes " + TIMEOUT + " ms behind DETACHED, give or take " + TOLERANCE + ", and behind the Condition")
    void shouldSayGoneWhenTheTimeIsOver() throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            millis.add(TimeUnit.NANOSECONDS.toMillis(nanosUntilGone()));
        }
        System.out.println("GONE behind DETACHED, swap.timeout " + TIMEOUT + " ms: " + millis);
        long median = millis.stream().sorted().toList().get(ROUNDS / 2);
        assertTrue(Math.abs(median - TIMEOUT) <= TOLERANCE, () -> "the median of " + millis + " is to be " + TIMEOUT + ", give or take " + TOLERANCE);
    }

    private long nanosUntilGone() throws Exception {
        BlockingQueue<Long> withdrawn = new LinkedBlockingQueue<>();
        ServiceListener condition = event -> {
            if (event.getType() == ServiceEvent.UNREGISTERING) {
                withdrawn.add(System.nanoTime());
            }
        };
        Outcomes outcomes = new Outcomes(TRANSFERS);
        try (DmaChannel channel = slaveMap.requestChannel(board.device(), "copy", SOON)) {
            context.addServiceListener(condition, "(osgi.condition.id=dma:" + board.device() + ":copy)");
            SwapLog log = SwapLog.of(channel);
            submit(channel, outcomes); // never issued: they wait for whoever comes
            controller.stop();
            long detached = log.next(Kind.DETACHED).nanos();
            long gone = log.next(Kind.GONE).nanos();
            outcomes.awaitAll();
            assertEquals(LongStream.rangeClosed(1, TRANSFERS).boxed().toList(), outcomes.cookies(), "each once, in order");
            assertEquals(TRANSFERS, outcomes.count(TransferOutcome.ABORTED));
            assertThrows(DmaException.ChannelGone.class, channel::issuePending);
            Long conditionGone = withdrawn.poll(SOON.toSeconds(), TimeUnit.SECONDS);
            assertTrue(conditionGone != null && conditionGone < gone, "the Condition was withdrawn before");
            log.expectNothingElse();
            return gone - detached;
        } finally {
            context.removeServiceListener(condition);
            controller.start();
        }
    }

    private static void submit(DmaChannel channel, Outcomes outcomes) {
        Mapping from = channel.mapper().allocate(64);
        Mapping to = channel.mapper().allocate(64);
        for (int i = 0; i < TRANSFERS; i++) {
            channel.prepareMemcpy(to, 0, from, 0, 64, TransferFlag.INTERRUPT).onComplete(outcomes).submit();
        }
    }
}
