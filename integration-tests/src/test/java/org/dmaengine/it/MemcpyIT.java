package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveMap;
import org.dmaengine.TransferFlag;
import org.dmaengine.contract.Clause;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.ConfigurationAdmin;

/// A controller and an entry, configured as an administrator configures them, and a client that asks by name.
@TheProduct
class MemcpyIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Service
    SlaveMap slaveMap;
    private Board board;

    @BeforeEach
    void beginWithoutABoard(@Service ConfigurationAdmin admin, @Service SlaveMapSource source) {
        board = new Board(admin, source);
    }

    @AfterEach
    void takeTheBoardAway() throws IOException {
        board.close();
    }

    @Test
    @DisplayName("REQ-03: described, but no controller: not yet; no description: no such channel")
    @Clause({"REQ-01", "REQ-05", "DIFF-13"})
    void shouldTellAMissingDescriptionFromAMissingController() throws Exception {
        assertThrows(DmaException.NoSuchChannel.class, () -> slaveMap.requestChannel(board.device(), "copy"));
        board.entry("copy", Map.of());
        assertThrows(DmaException.NotYetAvailable.class, () -> slaveMap.requestChannel(board.device(), "copy"));
    }

    @Test
    @DisplayName("REQ-01: a channel by name, as soon as controller and entry are there")
    @Clause({"REQ-43", "HS-02", "DIFF-13"})
    void shouldServeARequestThatWaitsForEntryAndController() throws Exception {
        CompletableFuture<DmaChannel> waiting = CompletableFuture.supplyAsync(() -> request());
        board.controller(1);
        board.entry("copy", Map.of());
        try (DmaChannel channel = waiting.get(5, TimeUnit.SECONDS)) {
            assertEquals(board.device() + ":copy", channel.client());
        }
    }

    @Test
    @Clause({"HS-02"})
    void shouldServeAnAsynchronousRequest() throws Exception {
        CompletableFuture<DmaChannel> asked = slaveMap.requestChannelAsync(board.device(), "copy").toCompletableFuture();
        board.entry("copy", Map.of());
        assertFalse(asked.isDone(), "there is no controller yet");
        board.controller(1);
        asked.get(5, TimeUnit.SECONDS).close();
    }

    @Test
    @DisplayName("REQ-10: a channel is exclusive; who waits gets it when it is released")
    @Clause({"REQ-10", "REQ-23", "DIFF-14"})
    void shouldServeAWaitingRequestWhenTheChannelIsReleased() throws Exception {
        board.entry("copy", Map.of());
        board.controller(1);
        DmaChannel first = slaveMap.requestChannel(board.device(), "copy", SOON);
        assertThrows(DmaException.ChannelBusy.class, () -> slaveMap.requestChannel(board.device(), "copy"));
        CompletableFuture<DmaChannel> second = slaveMap.requestChannelAsync(board.device(), "copy").toCompletableFuture();
        assertFalse(second.isDone(), "the channel is held");
        first.close();
        second.get(5, TimeUnit.SECONDS).close();
    }

    @Test
    @DisplayName("CB-03: the bytes arrive, and a completer thread says so")
    @Clause({"CB-03"})
    void shouldCopyAndCallBackOnACompleter() throws Exception {
        board.entry("copy", Map.of());
        board.controller(2);
        try (Arena arena = Arena.ofShared(); DmaChannel channel = slaveMap.requestChannel(board.device(), "copy", SOON)) {
            MemorySegment source = counting(arena, 3_000_017);
            MemorySegment target = arena.allocate(source.byteSize());
            Mapping from = channel.mapper().map(source, MapDirection.TO_DEVICE);
            Mapping to = channel.mapper().map(target, MapDirection.FROM_DEVICE);
            Outcomes outcomes = new Outcomes(1);
            long cookie = channel.prepareMemcpy(to, 0, from, 0, from.length(), TransferFlag.INTERRUPT)
                    .onComplete(outcomes).submit();
            channel.issuePending();
            assertEquals(DmaStatus.COMPLETE, channel.await(cookie, SOON).status());
            outcomes.awaitAll();
            assertEquals(-1, source.mismatch(target));
            assertEquals(source.byteSize(), outcomes.results().getFirst().transferred());
            assertTrue(outcomes.threads().getFirst().startsWith("dma-completer-"), outcomes.threads()::toString);
        }
    }

    private DmaChannel request() {
        try {
            return slaveMap.requestChannel(board.device(), "copy", SOON);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts here", e);
        }
    }

    private static MemorySegment counting(Arena arena, int bytes) {
        MemorySegment segment = arena.allocate(bytes);
        for (int i = 0; i < bytes; i++) {
            segment.set(ValueLayout.JAVA_BYTE, i, (byte) (i * 31 >>> 3));
        }
        return segment;
    }
}
