package org.dmaengine.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.dmaengine.Capability;
import org.dmaengine.ChannelInfo;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveMap;
import org.dmaengine.contract.Clause;
import org.dmaengine.examples.callbackpipeline.CallbackPipeline;
import org.dmaengine.examples.channelgone.Persistent;
import org.dmaengine.examples.completionstage.Staged;
import org.dmaengine.examples.copybyname.CopyByName;
import org.dmaengine.examples.firstclient.Echo;
import org.dmaengine.examples.interleavedblit.InterleavedBlit;
import org.dmaengine.examples.interleavedblit.Picture;
import org.dmaengine.examples.mappedbuffers.MappedBuffers;
import org.dmaengine.examples.polledcopies.PolledSmallCopies;
import org.dmaengine.examples.polledcopies.SignalledSmallCopies;
import org.dmaengine.examples.preparing.EveryKind;
import org.dmaengine.examples.progress.Watch;
import org.dmaengine.examples.requests.Requests;
import org.dmaengine.examples.reusing.Reusing;
import org.dmaengine.examples.scattergather.ScatterGather;
import org.dmaengine.examples.stopping.Stopping;
import org.dmaengine.examples.whenpresent.Bridge;
import org.dmaengine.examples.whenpresent.CopyService;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.Controller;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.dmaengine.testing.WithProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/// What the guides quote works, on the board that ships.
@TheProduct
@WithProperty(name = "configurator.initial", value = "file:../cnf/board/default.json")
class ExamplesIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Service
    SlaveMap slaveMap;

    @BeforeEach
    void waitForTheBoard() throws InterruptedException {
        slaveMap.requestChannel("shell", "copy", SOON).close();
    }

    @Test
    void shouldSayWhatItIsTold(@Service(filter = "(osgi.command.function=echo)") Echo example) throws InterruptedException {
        assertEquals("grüezi", example.echo("grüezi"));
    }

    @Test
    void shouldCopyByName(@Service CopyByName example) throws InterruptedException {
        MemorySegment target = MemorySegment.ofArray(new byte[8]);
        assertTrue(example.copy(text("by name"), target).isOk());
        assertEquals("by name\0", text(target));
    }

    @Test
    void shouldGatherAMessage(@Service ScatterGather example) throws InterruptedException {
        MemorySegment message = MemorySegment.ofArray(new byte[22]);
        assertTrue(example.gather(message, text("header,"), text("payload,"), text("trailer")).isOk());
        assertEquals("header,payload,trailer", text(message));
    }

    @Test
    void shouldMoveARectangle(@Service InterleavedBlit example) throws InterruptedException {
        MemorySegment screen = text("........" + "........" + "........");
        assertTrue(example.blit(new Picture(text("abcd" + "efgh" + "ijkl"), 4), 1, 1, 2, 2, new Picture(screen, 8), 6, 1).isOk());
        assertEquals("........" + "......fg" + "......jk", text(screen));
    }

    @Test
    void shouldCopyInManySmallPieces() {
        try (DmaChannel channel = slaveMap.requestChannel("shell", "copy");
             Mapping from = channel.mapper().allocate(100_001);
             Mapping to = channel.mapper().allocate(100_001)) {
            from.segment().fill((byte) 7);
            assertEquals(1563, new PolledSmallCopies(channel, 128).copy(from, to, 64));
            assertEquals(-1, from.segment().mismatch(to.segment()));
        }
    }

    @Test
    @Clause("CB-12")
    void shouldKeepAPipelineGoing() throws Exception {
        try (DmaChannel channel = slaveMap.requestChannel("shell", "copy");
             Mapping from = channel.mapper().allocate(10_000_001);
             Mapping to = channel.mapper().allocate(10_000_001)) {
            from.segment().fill((byte) 9);
            long arrived = new CallbackPipeline(channel, from, to, 64 << 10).start(4).toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertEquals(10_000_001, arrived);
            assertEquals(-1, from.segment().mismatch(to.segment()));
        }
    }

    @Test
    void shouldRequestInEveryWay(@Service Requests example) throws Exception {
        example.byName().close();
        example.byCapability().close();
        example.byFilter("dma0", 1 << 30).close();
        example.within(SOON, "shell", "copy").close();
        String granted = example.whenThereIsOne("shell", "copy").toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertTrue(granted.matches("shell:copy is dma\\dchan\\d"), granted);
        assertThrows(DmaException.TimedOut.class, () -> example.within(Duration.ZERO, "shell", "copi"));
    }

    @Test
    @Clause({"DIFF-13", "DIFF-14"})
    void shouldKnowWhatToDoAboutEachRefusal(@Service Requests example) {
        String granted = example.tryIt("shell", "copy");
        assertTrue(granted.matches("got dma\\dchan\\d"), granted);
        String misspelt = example.tryIt("shell", "copi");
        assertTrue(misspelt.startsWith("correct the name or the board: no channel shell:copi"), misspelt);
        assertTrue(misspelt.contains("nearest: shell:copy"), misspelt);
        List<DmaChannel> all = Stream.generate(example::byName).limit(4).toList();
        String advice = example.tryIt("shell", "copy");
        all.forEach(DmaChannel::close);
        assertEquals("wait for shell:copy of org.dmaengine.client-examples", advice);
    }

    @Test
    void shouldLiveWhileTheControllerIsPresent(@Service CopyService example) throws InterruptedException {
        MemorySegment target = text(".......");
        assertTrue(example.copy(text("present"), target).isOk());
        assertEquals("present", text(target));
    }

    @ParameterizedTest
    @CsvSource({"in, out", "out, in"})
    @DisplayName("D5: a component of two channels starts when both are there, and stops, with its leases closed, when one goes")
    void shouldWaitForBothChannels(String first, String second, BundleContext context, @Service ConfigurationAdmin admin,
                                   @Service DmaEngine engine) throws Exception {
        ServiceTracker<Bridge, Bridge> bridge = new ServiceTracker<>(context, Bridge.class, null);
        ServiceTracker<?, ?> conditions = new ServiceTracker<>(context, context.createFilter("(osgi.condition.id=dma:bridge:*)"), null);
        bridge.open();
        conditions.open();
        Configuration present = bridgeEntry(admin, first);
        Configuration leaving = null;
        try {
            slaveMap.requestChannel("bridge", first, SOON).close();
            assertNull(bridge.getService(), "the other is missing");
            leaving = bridgeEntry(admin, second);
            String both = bridge.waitForService(SOON.toMillis()).channels();
            assertTrue(both.matches("(dma\\dchan)0 and \\11"), both);
            leaving.delete();
            leaving = null;
            awaitTrue(() -> bridge.getService() == null && engine.channels().stream().allMatch(ChannelInfo::isFree));
        } finally {
            present.delete();
            if (leaving != null) {
                leaving.delete();
            }
            awaitTrue(conditions::isEmpty); // the next test shall not meet them
            conditions.close();
            bridge.close();
        }
    }

    private static Configuration bridgeEntry(ConfigurationAdmin admin, String name) throws IOException {
        Configuration entry = admin.getFactoryConfiguration("org.dmaengine.slavemap.entry", "bridge-" + name, "?");
        entry.update(new Hashtable<>(Map.of("device", "bridge", "name", name, "controller", "dma0")));
        return entry;
    }

    private static void awaitTrue(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within " + SOON);
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("MAP-05: bounced memory shows at once if somebody forgets whose turn it is")
    void shouldTakeTurnsWithTheDevice(BundleContext context, @Service DmaEngine engine) throws InterruptedException {
        try (Controller _ = Controller.register(context, "bouncing", Map.of(), List.of(new CorruptingChannel(true)));
             DmaChannel channel = engine.request(ChannelRequest.of(Capability.MEMCPY).onController("bouncing"), SOON);
             MappedBuffers example = new MappedBuffers(channel, text("source"), text("target"))) {
            assertEquals(3, example.round((byte) 3));
            assertEquals(4, example.round((byte) 4));
        }
    }

    @Test
    void shouldShareAndBounceMemory() throws InterruptedException {
        try (DmaChannel channel = slaveMap.requestChannel("shell", "copy")) {
            assertEquals(0, MappedBuffers.fillAndClear(channel, 100));
            assertEquals(0, MappedBuffers.fillConfined(channel, 100, (byte) 0));
            assertEquals(5, MappedBuffers.fillConfined(channel, 100, (byte) 5));
        }
    }

    @Test
    void shouldPrepareEveryMemoryKind() throws InterruptedException {
        try (DmaChannel channel = slaveMap.requestChannel("shell", "copy");
             Mapping from = channel.mapper().allocate(8);
             Mapping to = channel.mapper().allocate(8)) {
            EveryKind example = new EveryKind(channel);
            from.segment().fill((byte) 1);
            example.copy(to, from, 3).submit();
            example.fill(to, 3, 2).submit();
            long last = example.mark().submit();
            channel.issuePending();
            channel.await(last, SOON);
            assertArrayEquals(new byte[] {1, 1, 1, 32, 32, 0, 0, 0}, to.segment().toArray(ValueLayout.JAVA_BYTE));
            example.fillList(from).submit();
            last = example.copyLists(to, from).submit();
            channel.issuePending();
            channel.await(last, SOON);
            assertArrayEquals(new byte[8], to.segment().toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @Test
    @Clause("RUS-08")
    void shouldUseOneDescriptorAgain() throws InterruptedException {
        try (DmaChannel channel = slaveMap.requestChannel("shell", "copy");
             Mapping from = channel.mapper().allocate(8);
             Mapping to = channel.mapper().allocate(8)) {
            int space = channel.queueSpace();
            Reusing example = new Reusing(channel, to, from);
            for (byte i = 1; i <= 3; i++) {
                from.segment().fill(i);
                assertEquals(i, example.again());
                assertEquals(i, to.segment().get(ValueLayout.JAVA_BYTE, 7));
            }
            assertEquals(space - 1, channel.queueSpace());
            example.close();
            assertEquals(space, channel.queueSpace());
        }
    }

    @Test
    void shouldTellHowFarATransferHasCome() throws InterruptedException {
        try (DmaChannel channel = slaveMap.requestChannel("shell", "copy"); Mapping memory = channel.mapper().allocate(1000)) {
            Watch example = new Watch(channel);
            List<Long> cookies = List.of(channel.prepareMemset(memory, 0, (byte) 1, 1000).submit(),
                    channel.prepareMemset(memory, 0, (byte) 2, 1000).submit());
            assertEquals("0 of 1000 bytes; submitted, waits for issuePending", example.progress(1, 1000));
            assertEquals(1000, example.exactResidue(1));
            assertFalse(channel.isPaused(), "it went on");
            assertEquals(0, example.ended(cookies));
            channel.pause();
            channel.issuePending();
            assertEquals("paused with 1000 bytes to go", example.progress(1, 1000));
            channel.resume();
            channel.await(cookies.getLast(), SOON);
            assertEquals("complete, 1000 bytes arrived", example.progress(1, 1000));
            assertEquals(2, example.ended(cookies));
            channel.prepareMemset(memory, 0, (byte) 1, 1000).submit();
            channel.terminateSync();
            assertEquals("ABORTED after 0 bytes: terminated by the client", example.progress(3, 1000));
        }
    }

    @Test
    void shouldRequestAnewWhenTheControllerHasLeft(BundleContext context, @Service ConfigurationAdmin admin,
                                                   @Service SlaveMapSource source) throws Exception {
        try (Board board = new Board(admin, source)) {
            board.entry("copy", Map.of("swap.timeout", 1));
            Controller first = Controller.register(context, board.controllerName(), Map.of(), List.of(new CorruptingChannel()));
            try (Persistent example = new Persistent(slaveMap, board.device())) {
                assertTrue(example.copy(text("first"), text(".....")).isOk());
                first.close();
                try (Controller _ = Controller.register(context, board.controllerName(), Map.of(), List.of(new CorruptingChannel()))) {
                    MemorySegment target = text("......");
                    if (!example.copy(text("second"), target).isOk()) { // it was submitted in the moment before the lease was gone
                        assertTrue(example.copy(text("second"), target).isOk());
                    }
                    assertEquals("second", text(target));
                }
            }
        }
    }

    @Test
    void shouldStopBeforeTheMemoryIsFreed() {
        try (DmaChannel channel = slaveMap.requestChannel("shell", "copy")) {
            assertEquals(DmaStatus.ABORTED, new Stopping(channel, 512 << 20).stopAndFree().status());
            Stopping second = new Stopping(channel, 512 << 20);
            second.stop();
            assertEquals(DmaStatus.ABORTED, second.status().status());
            second.free();
        }
    }

    @Test
    void shouldEndAStage() throws Exception {
        try (DmaChannel channel = slaveMap.requestChannel("shell", "copy");
             Mapping from = channel.mapper().allocate(9);
             Mapping to = channel.mapper().allocate(9)) {
            assertEquals(9L, new Staged(channel).copy(to, from).toCompletableFuture().get(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldSignalSmallCopies() throws InterruptedException {
        try (DmaChannel channel = slaveMap.requestChannel("shell", "copy");
             Mapping from = channel.mapper().allocate(64);
             Mapping to = channel.mapper().allocate(64)) {
            SignalledSmallCopies example = new SignalledSmallCopies(channel);
            for (int i = 0; i < 8; i++) {
                example.copy(to, from, i * 8L, 8);
            }
            channel.issuePending();
            channel.await(8, SOON);
            channel.synchronize();
            assertEquals(8, example.ended());
            assertEquals(0, example.failed());
        }
    }

    private static MemorySegment text(String text) {
        return MemorySegment.ofArray(text.getBytes(US_ASCII));
    }

    private static String text(MemorySegment segment) {
        return new String(segment.toArray(ValueLayout.JAVA_BYTE), US_ASCII);
    }
}
