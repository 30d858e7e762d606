package org.dmaengine.controller.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferStatus;
import org.dmaengine.core.channel.Binding;
import org.dmaengine.core.channel.LeaseTerms;
import org.dmaengine.core.channel.Totals;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.core.engine.Timers;
import org.dmaengine.core.mapping.DmaDevice;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.HandCompleters;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.core.stubs.RecordingLog;
import org.dmaengine.core.stubs.StubOwner;
import org.dmaengine.faults.FaultKind;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A step that does not return, on an engine with a thread: it ends by the deadline or the watchdog, with that diagnosis, and nothing stays when it is
/// let go. Each with some seeds, which say after how many bytes it hangs.
class HangTest {
    private static final int LENGTH = 4000;
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(250);

    private final AtomicLong time = new AtomicLong();
    private final Timers timers = Timers.byHand(time::get);
    private final EngineSpec spec = EngineSpec.device("hang");
    private final Engine engine = new Engine(spec);
    private final HandCompleters completers = new HandCompleters();
    private final StubOwner owner = new StubOwner();
    private final Callbacks callbacks = new Callbacks();
    private final Hangs hangs = new Hangs(TimeUnit.SECONDS.toNanos(60));
    private final CountDownLatch inside = new CountDownLatch(1);
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private VirtualChannel channel;
    private Mapping to;

    /// A copy whose driver hangs in it.
    private void hang(long seed) {
        FaultPlan plan = new FaultPlan(seed, "dma0", Map.of(FaultKind.HANG, new Rate.Only(1)), Optional.empty());
        FaultyDriver.Means means = new FaultyDriver.Means(_ -> inside.countDown(), hangs, () -> { }, () -> { });
        FaultyDriver driver = new FaultyDriver(new StrictCopier(spec, 1, violations::add), spec, 0, plan, new Ledger(), 0, means);
        DmaDevice device = new DmaDevice("hang", false, true, _ -> { });
        engine.start();
        completers.automatic();
        owner.hasReplacements();
        Binding binding = new Binding("dma0chan0", driver, engine, device, driver.capabilities(), new Totals());
        channel = new VirtualChannel(binding, "test", "", owner, completers, timers, VirtualChannel.DEFAULT_CAPACITY, new RecordingLog().logger());
        channel.open(LeaseTerms.NONE);
        to = channel.mapper().allocate(LENGTH);
        channel.prepareMemcpy(to, 0, channel.mapper().allocate(LENGTH), 0, LENGTH, TransferFlag.INTERRUPT).onComplete(callbacks.record())
                .deadline(LIMIT).submit();
        channel.issuePending();
        Patience.await(inside, "the step that hangs");
    }

    @AfterEach
    void leaveNothing() {
        hangs.end();
        channel.close();
        assertTrue(engine.stop(System.nanoTime() + Patience.NANOS), "the engine's thread ends");
        completers.close();
        assertEquals(List.of(), violations);
        assertEquals(1, callbacks.results().size(), "it ends once");
    }

    private void release() {
        Patience.until(() -> hangs.release() > 0, "it hangs, and is let go");
    }

    private void pass(long nanos) {
        time.addAndGet(nanos);
        timers.runDue();
    }

    private void assertGivenUp(String diagnosis) {
        assertEquals(List.of("driver hangs"), owner.told());
        Patience.until(() -> !callbacks.results().isEmpty(), "the callback");
        TransferStatus status = channel.status(1);
        assertEquals(DmaStatus.ABORTED, status.status());
        assertTrue(status.detail().contains(diagnosis), status::toString);
        assertTrue(status.uncertain() > 0 && status.uncertain() <= status.residue(), status::toString);
        MemorySegment memory = to.segment();
        assertThrows(IllegalStateException.class, to::close, "its memory is in quarantine");
        release();
        Patience.until(() -> owner.told().contains("driver returned"), "the driver has returned");
        to.close();
        Patience.until(() -> !memory.scope().isAlive(), "its memory is freed");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @DisplayName("it ends by its deadline, with that diagnosis, and its memory is in quarantine until the step has returned")
    void shouldEndByItsDeadline(long seed) {
        hang(seed);
        pass(LIMIT.toNanos());
        assertEquals(List.of(), owner.told(), "it may come back");
        pass(GRACE);
        assertGivenUp("its deadline of 500 ms is over");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @DisplayName("it ends by the watchdog, which says in which call of the driver which thread is")
    void shouldEndByTheWatchdog(long seed) {
        hang(seed);
        channel.watch(0, LIMIT.toNanos());
        channel.watch(LIMIT.toNanos() - 1, LIMIT.toNanos());
        assertEquals(List.of(), owner.told());
        channel.watch(LIMIT.toNanos(), LIMIT.toNanos());
        assertGivenUp("for more than 500 ms");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @DisplayName("it is let go in time: it goes on as if nothing had been")
    void shouldGoOnWhenItIsLetGoInTime(long seed) {
        hang(seed);
        release();
        Patience.until(() -> !callbacks.results().isEmpty(), "the callback");
        assertEquals(DmaStatus.COMPLETE, channel.status(1).status());
        assertEquals(List.of(), owner.told());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @DisplayName("its controller is declared broken meanwhile: it has ended when the step returns")
    void shouldEndWhenItIsDeclaredBroken(long seed) {
        hang(seed);
        channel.driverIsBroken(channel.attachment(), "an operator has had enough");
        release();
        Patience.until(() -> !callbacks.results().isEmpty(), "the callback");
        assertTrue(channel.status(1).detail().contains("an operator has had enough"), channel.status(1)::toString);
    }
}
