package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.SwapEvent;
import org.dmaengine.SwapPolicy;
import org.dmaengine.TransferFlag;
import org.dmaengine.core.stubs.Answer;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.core.stubs.Replacing;
import org.dmaengine.core.stubs.StepDriver;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;
import org.dmaengine.spi.TransferFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A lease goes from one driver to the next (D7).
///
/// What these tests, `ReplacedControllerTest`, `MappingConditionsTest` and `ModelTest` are worth: each of the following was taken out of the code on
/// purpose, one at a time, and some of them went red each time.
///
/// | taken out | where |
/// | --- | --- |
/// | `takeOutOfDriver()`: the driver that leaves is not stopped | `DriverSide.retire` |
/// | `goOn`: the next driver begins from the first byte | `DriverSide.startMore` |
/// | `Replacement.check`: what waits is not held against the next driver | `Swap.attach` |
/// | `abortBegun`: what a broken driver had begun is kept | `Swap.lose` |
/// | `isWorthWaiting`: the Condition is withdrawn at once | `MappingCondition.look` |
/// | `hold`: a replacement goes on beside a call of the former driver that hangs | `Swap.attach` |
/// | `grant`: a slot that comes is not given to leases that wait | `Swaps.take` |
class SwapTest {
    private static final ChannelCapabilities.Builder COPIES = ChannelCapabilities.of(Capability.MEMCPY, Capability.MEMCPY_SG).reuse(true);
    private static final ChannelCapabilities.Builder PORT = ChannelCapabilities.of(Capability.SLAVE, Capability.CYCLIC)
            .directions(Direction.MEM_TO_DEV);

    private final Bench bench = Bench.of(COPIES);
    private final VirtualChannel channel = bench.channel;
    private final Callbacks callbacks = new Callbacks();
    private final List<SwapEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);

    SwapTest() {
        bench.owner.hasReplacements();
        channel.onSwap(events::add);
    }

    @AfterEach
    void release() {
        bench.close();
    }

    // ---- in order ----

    @Test
    @DisplayName("STOP: the rest goes on from the exact byte: same cookie, one completion, each byte moved once")
    void shouldGoOnFromTheExactByte() {
        channel.swapPolicy(SwapPolicy.STOP);
        long cookie = submit(64);
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.STOP, (transfer, limit) -> bench.driver.move(transfer, 5)); // held inside, delivered
        assertEquals(new Departure(true, true), leave());
        assertEquals(49, channel.status(cookie).residue());
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(cookie).status());
        assertEquals(List.of(), callbacks.results());
        Replacing next = Replacing.of(bench, COPIES);
        next.attach();
        next.move(48);
        assertEquals(1, channel.status(cookie).residue());
        next.move(1);
        bench.deliver();
        assertEquals(List.of("1 NO_ERROR 0"), callbacks.primitive());
        assertArrayEquals(Bench.patternBytes(0, 64), Bench.bytes(to));
        assertEquals(List.of("open", "start 1", "step 1 +48", "step 1 +1"), next.driver.calls());
        assertEquals(List.of("start 1", "step 1 +10", "hand over", "stop 1", "close"), bench.driver.calls());
        assertEquals(List.of("DETACHED dma0chan0 1 CONTINUES", "REBOUND dma1chan0 0 NONE"), told());
        assertEquals("dma1chan0", channel.name());
    }

    @Test
    @DisplayName("what waits behind is kept: submitted and issued, in order, with their callbacks")
    void shouldKeepTheQueue() {
        submit(8);
        submit(16);
        bench.issueAndMove(4);
        submit(24); // not issued
        leave();
        long inBetween = submit(32);
        Replacing next = Replacing.of(bench, COPIES);
        next.attach();
        next.move(100);
        bench.deliver();
        assertEquals(List.of("1 NO_ERROR 0", "2 NO_ERROR 0"), callbacks.primitive());
        channel.issuePending();
        next.run();
        bench.deliver();
        assertEquals(List.of("1 NO_ERROR 0", "2 NO_ERROR 0", "3 NO_ERROR 0", inBetween + " NO_ERROR 0"), callbacks.primitive());
    }

    @Test
    @DisplayName("DRAIN: what is under way finishes on the driver that leaves, and nothing new is started there")
    void shouldDrain() {
        submit(64);
        submit(64);
        Hang hang = new Hang((transfer, limit) -> bench.driver.move(transfer, 10));
        bench.driver.plan(DriverCall.STEP, hang);
        channel.issuePending();
        bench.driver.allow(1000);
        Client<Void> runner = Client.does("runner", bench::run);
        hang.awaitInside();
        Client<Departure> leaving = Client.calls("leaving", () -> channel.detach(channel.attachment(), "it leaves", in(20_000), in(20_000), _ -> () -> { }));
        Patience.untilParked("dma-stop-bench"); // it drains
        hang.release();
        runner.answer();
        assertEquals(new Departure(true, true), leaving.answer());
        bench.deliver();
        assertEquals(List.of("1 NO_ERROR 0"), callbacks.primitive());
        assertEquals(List.of("start 1", "step 1 +10", "step 1 +54", "hand over", "close"), bench.driver.calls());
        assertEquals(List.of("DETACHED dma0chan0 1 FINISHED"), told());
    }

    @Test
    @DisplayName("DRAIN waits for nothing that cannot end by itself: a device that asks for nothing, a pause")
    void shouldNotDrainWhatCannotEnd() {
        submit(64);
        bench.issueAndMove(10);
        assertEquals(new Departure(true, true), channel.detach(channel.attachment(), "it leaves", in(60_000), in(60_000), _ -> () -> { }));
        assertEquals(List.of("start 1", "step 1 +10", "hand over", "stop 1", "close"), bench.driver.calls());
    }

    @Test
    @DisplayName("what the driver delivers while it stops may be the last bytes: then it has completed")
    void shouldCompleteWhatStopDelivers() {
        submit(64);
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.STOP, (transfer, limit) -> bench.driver.move(transfer, 54));
        leave();
        bench.deliver();
        assertEquals(List.of("1 NO_ERROR 0"), callbacks.primitive());
        assertEquals(List.of("DETACHED dma0chan0 1 FINISHED"), told());
    }

    @Test
    @DisplayName("FAIL: what is under way ends ABORTED with its residue, the rest is kept")
    void shouldFailWhatIsUnderWay() {
        channel.swapPolicy(SwapPolicy.FAIL);
        submit(64);
        submit(16);
        bench.issueAndMove(10);
        leave();
        bench.deliver();
        assertEquals(List.of("1 ABORTED 54"), callbacks.primitive());
        assertEquals(0, channel.status(1).uncertain());
        Replacing next = Replacing.of(bench, COPIES);
        next.attach();
        next.move(16);
        bench.deliver();
        assertEquals(List.of("1 ABORTED 54", "2 NO_ERROR 0"), callbacks.primitive());
        assertEquals(List.of("DETACHED dma0chan0 1 ABORTED", "REBOUND dma1chan0 0 NONE"), told());
    }

    @Test
    @DisplayName("a pause survives: nothing moves on the replacement before resume")
    void shouldStayPaused() {
        long cookie = submit(64);
        bench.issueAndMove(10);
        channel.pause();
        leave();
        Replacing next = Replacing.of(bench, COPIES);
        next.attach();
        next.move(100);
        assertTrue(channel.isPaused());
        assertEquals(DmaStatus.PAUSED, channel.status(cookie).status());
        assertEquals(54, channel.status(cookie).residue());
        channel.resume();
        next.run();
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
    }

    @Test
    @DisplayName("between two drivers a pause, a terminate and a release do what they always do, and call nobody")
    void shouldServeTheClientInBetween() {
        submit(64);
        submit(16);
        bench.issueAndMove(10);
        leave();
        bench.driver.forgetCalls();
        channel.pause();
        channel.resume();
        channel.terminateSync();
        assertEquals(DmaStatus.ABORTED, channel.status(1).status());
        assertEquals(54, channel.status(1).residue());
        to.close();
        channel.close();
        assertEquals(List.of("released"), bench.owner.told());
        assertEquals(List.of(), bench.driver.calls());
        bench.deliver();
        assertEquals(List.of(), callbacks.results());
    }

    @Test
    @DisplayName("await goes on through the swap")
    void shouldAwaitThroughTheSwap() {
        long cookie = submit(64);
        bench.issueAndMove(10);
        Client<DmaStatus> waiting = Client.calls("client", () -> channel.await(cookie, Duration.ofSeconds(20)).status());
        leave();
        Replacing next = Replacing.of(bench, COPIES);
        next.attach();
        next.move(54);
        assertEquals(DmaStatus.COMPLETE, waiting.answer());
    }

    @Test
    @DisplayName("a ring goes on: position, periods and their numbers are unbroken")
    void shouldKeepARingGoing() {
        try (Bench port = Bench.of(PORT)) {
            port.channel.configure(SlaveConfig.builder().build());
            Callbacks periods = new Callbacks();
            Mapping ring = port.pattern(30);
            long cookie = port.channel.prepareCyclic(ring, 0, 30, 10, Direction.MEM_TO_DEV, TransferFlag.INTERRUPT)
                    .onComplete(periods.record()).submit();
            port.issueAndMove(45);
            port.deliver();
            port.channel.detach(port.channel.attachment(), "it leaves", in(0), in(20_000), _ -> () -> { });
            assertEquals(15, port.channel.status(cookie).residue());
            Replacing next = Replacing.of(port, PORT);
            next.attach();
            next.move(5);
            port.deliver();
            assertEquals(10, port.channel.status(cookie).residue());
            assertEquals(List.of(4L, 5L), periods.results().stream().map(result -> result.sequence()).toList());
            byte[] written = new byte[50];
            System.arraycopy(port.driver.written(), 0, written, 0, 45);
            System.arraycopy(next.driver.written(), 0, written, 45, 5);
            byte[] expected = new byte[50];
            for (int i = 0; i < 50; i++) {
                expected[i] = (byte) (i % 30);
            }
            assertArrayEquals(expected, written);
        }
    }

    // ---- abrupt ----

    @Test
    @DisplayName("a driver that throws: what it had begun ends ABORTED, once, what is behind it goes on")
    void shouldLoseOnlyWhatABrokenDriverHadBegun() {
        submit(64);
        submit(40);
        bench.issueAndMove(10);
        breakDriver("a driver's mistake");
        bench.deliver();
        assertEquals(List.of("1 ABORTED 54"), callbacks.primitive());
        assertEquals(54, channel.status(1).uncertain());
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(2).status());
        assertEquals(List.of("driver failed: a driver's mistake"), bench.owner.told());
        Replacing next = Replacing.of(bench, COPIES);
        next.attach();
        next.move(100);
        bench.deliver();
        assertEquals(List.of("1 ABORTED 54", "2 NO_ERROR 0"), callbacks.primitive());
        assertEquals(List.of("DETACHED dma0chan0 1 ABORTED", "REBOUND dma1chan0 0 NONE"), told());
    }

    @Test
    @DisplayName("REPLAY: what a broken driver had begun is done again from its first byte")
    void shouldReplay() {
        channel.swapPolicy(SwapPolicy.REPLAY);
        submit(64);
        submit(40);
        bench.issueAndMove(10);
        breakDriver("a driver's mistake");
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(1).status());
        Replacing next = Replacing.of(bench, COPIES);
        next.attach();
        next.move(64 + 40);
        bench.deliver();
        assertEquals(List.of("1 NO_ERROR 0", "2 NO_ERROR 0"), callbacks.primitive());
        assertArrayEquals(Bench.patternBytes(0, 64), Bench.bytes(to));
        assertEquals(List.of("open", "start 1", "step 1 +64", "start 2", "step 2 +40"), next.driver.calls());
        assertEquals("DETACHED dma0chan0 1 REPLAYED", told().getFirst());
    }

    @Test
    @DisplayName("REPLAY is refused where it could do harm: overlapping lists, a device")
    void shouldRefuseToReplayWhatCannotBeDoneTwice() {
        channel.swapPolicy(SwapPolicy.REPLAY);
        Mapping both = channel.mapper().map(MemorySegment.ofArray(new byte[64]), MapDirection.BIDIRECTIONAL);
        String message = assertThrows(DmaException.Rejected.class, () -> channel.prepareMemcpySg(both, both)).getMessage();
        assertTrue(message.contains("REPLAY") && message.contains("overlapping"), message);
        try (Bench port = Bench.of(PORT)) {
            assertThrows(DmaException.Rejected.class, () -> port.channel.swapPolicy(SwapPolicy.REPLAY));
        }
    }

    @Test
    @DisplayName("a step that hangs: nothing is continued beside it until it has returned, then the replacement can serve")
    void shouldWaitForAStepThatHangs() {
        Hang hang = new Hang((transfer, limit) -> bench.driver.move(transfer, 20));
        submit(64);
        submit(40);
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.STEP, hang);
        bench.driver.host().wake();
        Client<Void> runner = Client.does("runner", bench::run);
        hang.awaitInside();
        assertEquals(new Departure(true, false), channel.detach(channel.attachment(), "it leaves", in(0), in(50), _ -> () -> { }));
        bench.deliver();
        assertEquals(List.of("1 ABORTED 54"), callbacks.primitive());
        assertEquals(54, channel.status(1).uncertain());
        assertFalse(channel.isServable());
        String refusal = assertThrows(DmaException.ChannelGone.class, Replacing.of(bench, COPIES)::attach).getMessage();
        assertTrue(refusal.contains("a call of its former driver has not returned"), refusal);
        hang.release();
        runner.answer();
        assertEquals(List.of("driver returned"), bench.owner.told());
        assertEquals(List.of("stop 1", "close"), bench.driver.calls().reversed().subList(0, 2).reversed(), "asked to let go of what is its own still");
        assertTrue(channel.isServable());
        assertEquals(54, channel.status(1).residue(), "the late answer does not count");
        Replacing next = Replacing.of(bench, COPIES);
        next.attach();
        next.move(40);
        bench.deliver();
        assertEquals(List.of("1 ABORTED 54", "2 NO_ERROR 0"), callbacks.primitive());
    }

    @Test
    @DisplayName("a step that hangs: its memory cannot be closed, and synchronize does not return, before it has returned")
    void shouldKeepTheMemoryOfAStepThatHangs() {
        Hang hang = new Hang((transfer, limit) -> bench.driver.move(transfer, 20));
        submit(64);
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.STEP, hang);
        bench.driver.host().wake();
        Client<Void> runner = Client.does("runner", bench::run);
        hang.awaitInside();
        channel.detach(channel.attachment(), "it leaves", in(0), in(50), _ -> () -> { });
        bench.deliver();
        assertEquals(List.of("1 ABORTED 54"), callbacks.primitive());
        String refusal = assertThrows(IllegalStateException.class, to::close).getMessage();
        assertTrue(refusal.contains("dma0chan0 has been given up on, but a call of its driver is under way on thread runner (step,"), refusal);
        Client<Void> client = Client.does("client", channel::synchronize);
        Patience.until(() -> client.isDone() || client.thread().getState() == Thread.State.TIMED_WAITING, "synchronize waits");
        assertFalse(client.isDone());
        assertTrue(to.isOpen());
        hang.release();
        runner.answer();
        client.answer();
        to.close();
        assertFalse(to.isOpen());
    }

    @Test
    @DisplayName("the watchdog gives up on a call that does not return")
    void shouldGiveUpOnACallThatDoesNotReturn() {
        Hang hang = new Hang((transfer, limit) -> 0);
        bench.driver.plan(DriverCall.STEP, hang);
        submit(64);
        channel.issuePending();
        Client<Void> runner = Client.does("runner", bench::run);
        hang.awaitInside();
        long second = TimeUnit.SECONDS.toNanos(1);
        channel.watch(0, second);
        channel.watch(second - 1, second);
        assertEquals(List.of(), bench.owner.told());
        channel.watch(second, second);
        assertEquals(List.of("driver hangs"), bench.owner.told());
        bench.deliver();
        assertEquals(List.of("1 ABORTED 64"), callbacks.primitive());
        assertEquals("DETACHED dma0chan0 1 ABORTED", told().getFirst());
        hang.release();
        runner.answer();
    }

    @Test
    @DisplayName("declared broken from outside: the step under way does not count, an idle driver is left at once")
    void shouldBeDeclaredBroken() {
        submit(64);
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            channel.driverIsBroken(channel.attachment(), "an operator said so");
            return bench.driver.move(transfer, 20);
        });
        bench.driver.host().wake();
        bench.run();
        bench.deliver();
        assertEquals(List.of("1 ABORTED 54"), callbacks.primitive());
        Replacing next = Replacing.of(bench, COPIES);
        next.attach();
        channel.driverIsBroken(channel.attachment(), "again");
        next.run();
        assertEquals(2, bench.owner.told().stream().filter(text -> text.startsWith("driver failed")).count());
    }

    // ---- no replacement, or one that cannot do everything ----

    @Test
    @DisplayName("GONE: each transfer left ends ABORTED once, and the lease refuses")
    void shouldBeGoneWithoutAReplacement() {
        submit(64);
        submit(16);
        bench.issueAndMove(10);
        leave();
        assertTrue(channel.giveUp("nobody came"));
        assertFalse(channel.giveUp("nobody came"));
        bench.deliver();
        assertEquals(List.of("1 ABORTED 54", "2 ABORTED 16"), callbacks.primitive());
        String message = assertThrows(DmaException.ChannelGone.class, channel::issuePending).getMessage();
        assertTrue(message.contains("nobody came"), message);
        assertEquals(List.of("DETACHED dma0chan0 1 CONTINUES", "GONE dma0chan0 0 NONE"), told());
        to.close();
    }

    @Test
    @DisplayName("a lease that is served is not given up on, though its time is over")
    void shouldNotGiveUpOnceItIsServed() {
        leave();
        Replacing.of(bench, COPIES).attach();
        assertFalse(channel.giveUp("too late"));
        channel.issuePending();
    }

    @Test
    @DisplayName("what the replacement cannot do ends ABORTED in its turn, with the limit; a prepared descriptor is refused at submit")
    void shouldEndWhatTheReplacementCannotDo() {
        submit(64);
        submit(8);
        bench.issueAndMove(0);
        DmaDescriptor prepared = copy(40);
        leave();
        Replacing next = Replacing.of(bench, ChannelCapabilities.of(Capability.MEMCPY).maxTransferLength(32));
        next.attach();
        next.move(8);
        bench.deliver();
        assertEquals(List.of("1 ABORTED 64", "2 NO_ERROR 0"), callbacks.primitive());
        assertTrue(channel.status(1).detail().contains("1 to 32"), channel.status(1).detail());
        String message = assertThrows(DmaException.Rejected.class, prepared::submit).getMessage();
        assertTrue(message.contains("1 to 32"), message);
    }

    @Test
    @DisplayName("what the replacement cannot go on with where it stands ends ABORTED with its residue")
    void shouldEndWhatCannotGoOnThere() {
        submit(64);
        bench.issueAndMove(10);
        leave();
        Replacing next = Replacing.of(bench, ChannelCapabilities.of(Capability.MEMCPY).alignment(8, 8));
        next.attach();
        next.move(100);
        bench.deliver();
        assertEquals(List.of("1 ABORTED 54"), callbacks.primitive());
        assertTrue(channel.status(1).detail().contains("byte 10"), channel.status(1).detail());
        assertEquals(List.of("open"), next.driver.calls(), "the replacement has never seen it");
    }

    @Test
    @DisplayName("a replacement that refuses the configuration in force: the client hears it, and configures again")
    void shouldTellOfARefusedConfiguration() {
        try (Bench port = Bench.of(PORT)) {
            List<SwapEvent> heard = new ArrayList<>();
            port.channel.onSwap(heard::add);
            port.channel.configure(SlaveConfig.builder().build());
            port.channel.detach(port.channel.attachment(), "it leaves", in(0), in(20_000), _ -> () -> { });
            Replacing next = Replacing.of(port, PORT);
            next.driver.judge(config -> {
                throw new DmaException.Rejected("another revision is wanted");
            });
            next.attach();
            port.deliver();
            assertTrue(heard.getLast().detail().contains("another revision is wanted"), heard.toString());
            Mapping out = port.pattern(8);
            String message = assertThrows(DmaException.Rejected.class,
                    () -> port.channel.prepareSlaveSingle(out, 0, 8, Direction.MEM_TO_DEV)).getMessage();
            assertTrue(message.contains("another revision is wanted") && message.contains("configure again"), message);
        }
    }

    @Test
    @DisplayName("a reusable descriptor and the mappings work on the replacement as before, a thousand times")
    void shouldWorkTheThousandthTimeAsTheFirst() {
        DmaDescriptor again = channel.prepareMemcpy(to, 0, from, 0, 64).reusable(true);
        Replacing next = null;
        for (int i = 0; i < 1000; i++) {
            long cookie = again.submit();
            channel.issuePending();
            (next == null ? bench.driver : next.driver).allow(10);
            if (next == null) {
                bench.run();
            } else {
                next.run();
            }
            channel.swapPolicy(SwapPolicy.STOP);
            leave();
            next = Replacing.of(bench, COPIES);
            next.attach();
            next.move(54);
            assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status(), "swap " + i);
        }
        assertEquals(2, next.device.liveMappings());
        assertEquals(0, bench.device.liveMappings(), "former devices hold nothing");
    }

    @Test
    @DisplayName("a replacement that needs native memory: memory on the heap is bounced, also under a list half done")
    void shouldBounceWhatTheReplacementCannotReach() {
        byte[] source = Bench.patternBytes(0, 64);
        byte[] target = new byte[64];
        Mapping pieces = channel.mapper().map(new ScatterList(List.of(MemorySegment.ofArray(source).asSlice(0, 20),
                MemorySegment.ofArray(source).asSlice(20, 44))), MapDirection.TO_DEVICE);
        Mapping heap = channel.mapper().map(MemorySegment.ofArray(target), MapDirection.FROM_DEVICE);
        long cookie = channel.prepareMemcpySg(heap, pieces).submit();
        bench.issueAndMove(20);
        bench.move(13);
        long behind = channel.prepareMemcpy(heap, 0, from, 0, 8).submit();
        channel.issuePending();
        leave();
        Replacing next = Replacing.of(bench, ChannelCapabilities.of(Capability.MEMCPY, Capability.MEMCPY_SG).nativeMemory(true));
        next.requireNative();
        next.attach();
        assertEquals(31, channel.status(cookie).residue());
        next.move(31);
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
        heap.syncForCpu();
        assertArrayEquals(source, target);
        next.move(8);
        assertEquals(DmaStatus.COMPLETE, channel.status(behind).status());
        heap.close();
        pieces.close();
        assertArrayEquals(source, target);
    }

    @Test
    @DisplayName("a driver that refuses to open leaves the lease waiting for the next")
    void shouldGoOnWaitingWhenADriverDoesNotOpen() {
        long cookie = submit(64);
        bench.issueAndMove(10);
        leave();
        Replacing refusing = Replacing.of(bench, COPIES);
        refusing.refuse(new IllegalStateException("no power"));
        assertEquals("no power", assertThrows(IllegalStateException.class, refusing::attach).getMessage());
        assertTrue(channel.isServable());
        Replacing next = Replacing.of(bench, COPIES);
        next.attach();
        next.move(54);
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
    }

    @Test
    @DisplayName("a replacement that leaves while it is taken into use is closed again")
    void shouldBearAReplacementThatLeavesAtOnce() {
        leave();
        Replacing next = Replacing.of(bench, COPIES);
        next.leave();
        assertThrows(DmaException.ChannelGone.class, next::attach);
        assertTrue(channel.isServable());
        channel.close();
        assertThrows(DmaException.ChannelGone.class, Replacing.of(bench, COPIES)::attach);
    }

    @Test
    @DisplayName("memory that cannot be bounced any more costs its own transfers, not the lease")
    void shouldBearMemoryThatCannotBeBounced() {
        Arena arena = Arena.ofShared();
        Mapping closed = channel.mapper().map(new ScatterList(List.of(MemorySegment.ofArray(new byte[20]), arena.allocate(44))),
                MapDirection.TO_DEVICE);
        long lost = channel.prepareMemcpySg(to, closed).submit();
        long kept = submit(64);
        channel.issuePending();
        leave();
        arena.close();
        Replacing next = Replacing.of(bench, ChannelCapabilities.of(Capability.MEMCPY, Capability.MEMCPY_SG).nativeMemory(true));
        next.attach();
        next.move(64);
        assertEquals(DmaStatus.ABORTED, channel.status(lost).status());
        assertEquals(DmaStatus.COMPLETE, channel.status(kept).status());
    }

    @Test
    @DisplayName("a replacement whose check fails with an Error costs that transfer, not the lease")
    void shouldBearAnErrorOfACheck() {
        long lost = submit(64);
        long kept = submit(8);
        channel.issuePending();
        leave();
        Replacing next = Replacing.of(bench, COPIES);
        next.driver.plan(DriverCall.CHECK, Answer.thrown(new StackOverflowError()));
        next.attach();
        next.move(8);
        assertEquals(DmaStatus.ABORTED, channel.status(lost).status());
        assertEquals(DmaStatus.COMPLETE, channel.status(kept).status());
    }

    @Test
    @DisplayName("a client that polls a paused channel keeps no call of the driver under way")
    void shouldNotTakePollingForACallThatHangs() {
        Bench assisted = Bench.assistable(ChannelCapabilities.of(Capability.MEMCPY).pause(true, true));
        AtomicLong polls = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        assisted.channel.prepareMemcpy(assisted.zeroes(64), 0, assisted.pattern(64), 0, 64).submit();
        assisted.channel.pause();
        assisted.channel.issuePending();
        Client<Void> client = Client.does("polling", () -> {
            long[] ended = new long[1];
            while (!over.get()) {
                assisted.channel.harvest(ended);
                polls.incrementAndGet();
            }
        });
        for (int i = 0; i < 10_000; i++) {
            long before = polls.get();
            Patience.until(() -> polls.get() > before + 1, "the client polls");
            assisted.channel.watch(i, 2);
        }
        over.set(true);
        client.answer();
        assertEquals(List.of(), assisted.owner.told());
        assisted.close();
    }

    @Test
    @DisplayName("declared broken in a step that fails by itself: it counts as broken, and nothing escapes")
    void shouldBeDeclaredBrokenInAStepThatFails() {
        long cookie = submit(64);
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            channel.driverIsBroken(channel.attachment(), "smoke was seen");
            throw TransferFault.read(3, "the far end is gone", null);
        });
        bench.issueAndMove(0);
        assertEquals(List.of("driver failed: smoke was seen"), bench.owner.told());
        assertEquals(64, channel.status(cookie).residue());
        assertEquals(DmaStatus.ABORTED, channel.status(cookie).status());
    }

    @Test
    @DisplayName("two channels of one controller share a DMA device: the lease uses it once")
    void shouldUseTheDeviceOfANeighbourOnce() {
        long cookie = submit(64);
        leave();
        StepDriver neighbour = new StepDriver(COPIES.build(), bench.driver.engine());
        channel.attach(channel.attachment(new Binding("dma0chan1", neighbour, bench.engine, bench.device, neighbour.capabilities(), bench.totals)),
                LeaseTerms.NONE);
        String message = assertThrows(IllegalStateException.class, to::close).getMessage();
        assertTrue(message.contains(" is in use by dma0chan1 cookies " + cookie + ";"), message);
    }

    @Test
    @DisplayName("a replacement that leaves while what waits is held against it: REBOUND is told before its DETACHED")
    void shouldTellInOrderOfAReplacementThatLeavesAtOnce() {
        submit(64);
        leave();
        Hang hang = new Hang((transfer, limit) -> 0);
        Replacing next = Replacing.of(bench, COPIES);
        next.driver.plan(DriverCall.CHECK, hang);
        Client<Void> attaching = Client.does("attaching", next::attach);
        hang.awaitInside();
        next.leave();
        hang.release();
        attaching.answer();
        assertEquals(List.of("DETACHED dma0chan0 0 NONE", "REBOUND dma1chan0 0 NONE", "DETACHED dma1chan0 0 NONE"), told());
    }

    // ---- helpers ----

    private Departure leave() {
        return channel.detach(channel.attachment(), "it leaves", in(0), in(20_000), _ -> () -> { });
    }

    private void breakDriver(String message) {
        bench.driver.plan(DriverCall.STEP, Answer.thrown(new ArithmeticException(message)));
        bench.driver.host().wake();
        bench.run();
    }

    private long submit(int length) {
        return copy(length).submit();
    }

    private DmaDescriptor copy(int length) {
        return channel.prepareMemcpy(to, 0, from, 0, length, TransferFlag.INTERRUPT).onComplete(callbacks.cookies());
    }

    private List<String> told() {
        bench.deliver();
        return events.stream().map(event -> event.kind() + " " + event.channel() + " " + event.cookie() + " " + event.active()).toList();
    }

    private static long in(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
