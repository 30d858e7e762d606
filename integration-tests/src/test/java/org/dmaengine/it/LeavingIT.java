package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveMap;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.contract.Clause;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
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
import org.osgi.framework.BundleException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// A controller, a client or the core leaves while transfers are under way: every transfer ends once, and nothing stays.
@TheProduct
class LeavingIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int TRANSFERS = 256;
    private static final int BYTES = 32 << 20;
    private static final List<String> ENGINE = List.of("org.dmaengine.dma-core", "org.dmaengine.controller-memcpy",
            "org.dmaengine.slavemap-board");

    private final BundleContext context;
    @Service
    SlaveMap slaveMap;
    private Board board;
    private Configuration controller;

    LeavingIT(BundleContext context) {
        this.context = context;
    }

    @BeforeEach
    void configure(@Service ConfigurationAdmin admin, @Service SlaveMapSource source) throws Exception {
        board = new Board(admin, source);
        board.entry("copy", Map.of("swap.timeout", 200));
        controller = board.controller(1);
    }

    @AfterEach
    void restore() throws IOException, BundleException {
        board.close();
        for (String name : ENGINE) {
            bundle(name).start();
        }
    }

    @Test
    @DisplayName("D1, D7: a controller leaves for good with transfers queued and running")
    @Clause({"REG-26", "HS-01", "HS-03", "DIFF-05"})
    void shouldEndEveryTransferOnceAndInOrderWhenTheControllerIsDeleted() throws Exception {
        try (Arena arena = Arena.ofShared(); DmaChannel channel = slaveMap.requestChannel(board.device(), "copy", SOON)) {
            Outcomes outcomes = queueCopies(channel, arena);
            outcomes.awaitFirst();
            board.delete(controller);
            outcomes.awaitAll();

            assertEveryOneEnded(channel, outcomes);
            assertThrows(DmaException.ChannelGone.class, channel::issuePending);
            assertThrows(DmaException.ChannelGone.class, () -> channel.prepareInterrupt());
        }
    }

    @Test
    @DisplayName("D7, Core itself: old handles answer ChannelGone and never hang")
    @Clause({"DIFF-05"})
    void shouldEndEveryTransferOnceAndInOrderWhenTheCoreStops() throws Exception {
        DmaChannel channel = slaveMap.requestChannel(board.device(), "copy", SOON);
        Outcomes outcomes = queueCopies(channel, Arena.ofAuto());
        outcomes.awaitFirst();
        bundle("org.dmaengine.dma-core").stop();
        outcomes.awaitAll();

        assertEveryOneEnded(channel, outcomes);
        assertThrows(DmaException.ChannelGone.class, channel::issuePending);
        channel.close();
        assertEquals(List.of(), EngineThreads.leftAfter(Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("D7: no thread is left within 3 s, whichever bundle stops first")
    void shouldLeaveNoThreadBehind(boolean coreFirst) throws Exception {
        DmaChannel channel = slaveMap.requestChannel(board.device(), "copy", SOON);
        Outcomes outcomes = queueCopies(channel, Arena.ofAuto());
        outcomes.awaitFirst();
        assertFalse(EngineThreads.alive().isEmpty(), "the engine has threads while it works");
        for (String name : coreFirst ? ENGINE : ENGINE.reversed()) {
            bundle(name).stop();
        }
        assertEquals(List.of(), EngineThreads.leftAfter(Duration.ofSeconds(3)));
    }

    @Test
    @DisplayName("D6: a lease ends with the bundle that took it")
    @Clause({"REQ-14", "REQ-23", "DIFF-14"})
    void shouldFreeTheChannelsOfAClientThatStops() throws Exception {
        slaveMap.requestChannel(board.device(), "copy", SOON).close(); // the controller is there
        Bundle client = HoldingClient.install(context, board.device());
        try {
            client.start();
            DmaException.ChannelBusy busy = assertThrows(DmaException.ChannelBusy.class, () -> slaveMap.requestChannel(board.device(), "copy"));
            assertTrue(busy.holder().contains(HoldingClient.NAME), busy::holder);
            long stopping = System.nanoTime();
            client.stop();
            assertTrue(System.nanoTime() - stopping < Duration.ofSeconds(3).toNanos(), "the release is bounded by 2 s");
            slaveMap.requestChannel(board.device(), "copy").close();
        } finally {
            client.uninstall();
        }
    }

    /// More than the engine can copy before somebody leaves.
    private static Outcomes queueCopies(DmaChannel channel, Arena arena) {
        Mapping from = channel.mapper().map(arena.allocate(BYTES), MapDirection.TO_DEVICE);
        Mapping to = channel.mapper().map(arena.allocate(BYTES), MapDirection.FROM_DEVICE);
        Outcomes outcomes = new Outcomes(TRANSFERS);
        for (int i = 0; i < TRANSFERS; i++) {
            channel.prepareMemcpy(to, 0, from, 0, BYTES, TransferFlag.INTERRUPT).onComplete(outcomes).submit();
        }
        channel.issuePending();
        return outcomes;
    }

    private static void assertEveryOneEnded(DmaChannel channel, Outcomes outcomes) {
        List<Long> cookies = outcomes.cookies();
        assertEquals(cookies.stream().sorted().distinct().toList(), cookies, "each once, in the order of the queue");
        assertEquals(TRANSFERS, cookies.size());
        assertTrue(outcomes.count(TransferOutcome.NO_ERROR) >= 1, "the first was complete before the controller left");
        assertTrue(outcomes.count(TransferOutcome.ABORTED) >= 1, "the last cannot have been");
        for (TransferResult result : outcomes.results()) {
            DmaStatus expected = result.outcome() == TransferOutcome.NO_ERROR ? DmaStatus.COMPLETE : DmaStatus.ABORTED;
            assertEquals(expected, channel.status(result.cookie()).status(), () -> "status of what was reported as " + result);
            assertEquals(result.outcome() == TransferOutcome.NO_ERROR, result.residue() == 0, result::toString);
        }
    }

    private Bundle bundle(String symbolicName) {
        return Stream.of(context.getBundles()).filter(bundle -> bundle.getSymbolicName().equals(symbolicName))
                .findFirst().orElseThrow();
    }
}
