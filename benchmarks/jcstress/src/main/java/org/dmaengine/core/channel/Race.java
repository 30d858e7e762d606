package org.dmaengine.core.channel;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Proxy;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.SwapPolicy;
import org.dmaengine.TransferFlag;
import org.dmaengine.core.engine.Completers;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.core.engine.Timers;
import org.dmaengine.core.mapping.DmaDevice;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.EngineSpec;
import org.osgi.service.log.Logger;

/// A channel for two threads to meet on. It has no threads of its own: actors and arbiter go round its engine and deliver.
abstract class Race implements VirtualChannel.Owner {
    static final int LENGTH = 16;
    /// What a refused call answers instead of a cookie.
    static final long REFUSED = 0;

    private static final EngineSpec HELPED = EngineSpec.memory("race");
    private static final EngineSpec ALONE = EngineSpec.device("race");
    private static final byte[] MEMORY = new byte[4096];
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
    private static final Logger SILENCE = (Logger) Proxy.newProxyInstance(Logger.class.getClassLoader(), new Class<?>[] {Logger.class},
            (proxy, method, arguments) -> method.getReturnType() == boolean.class ? Boolean.FALSE : null);

    final RaceDriver driver;
    final Engine engine;
    private final RaceDriver next;
    private final Engine nextEngine;
    private final Attachment replacement;
    final VirtualChannel channel;
    private final Queue<Completers.Deliverable> waiting = new ConcurrentLinkedQueue<>();
    private final Mapping from;
    private final Mapping to;
    private volatile int calls;

    /// @param helped whether clients do the engine's work, too
    Race(boolean helped, int capacity) {
        driver = new RaceDriver(helped ? HELPED : ALONE);
        engine = new Engine(driver.engine());
        DmaDevice device = new DmaDevice("race", false, false, text -> { });
        channel = new VirtualChannel(new Binding("dma0chan0", driver, engine, device, driver.capabilities(), new Totals()), "race", "", this, waiting::add,
                Timers.byHand(() -> 0), capacity, SILENCE);
        channel.open(LeaseTerms.NONE);
        next = new RaceDriver(helped ? HELPED : ALONE);
        nextEngine = new Engine(next.engine());
        replacement = channel.attachment(new Binding("dma1chan0", next, nextEngine, device, next.capabilities(), new Totals()));
        from = channel.mapper().map(MemorySegment.ofArray(MEMORY), MapDirection.TO_DEVICE);
        to = channel.mapper().map(MemorySegment.ofArray(MEMORY), MapDirection.FROM_DEVICE);
    }

    /// Copies `length` bytes when it is issued; no callback.
    final long enqueue(int length) {
        return channel.enqueueMemcpy(to, 0, from, 2048, length, 0);
    }

    /// A copy whose callback counts in [#calls].
    final DmaDescriptor prepare() {
        return channel.prepareMemcpy(to, 0, from, 2048, LENGTH, TransferFlag.INTERRUPT).onComplete((cookie, outcome, residue) -> calls++);
    }

    /// The cookie, or [#REFUSED].
    static long submit(DmaDescriptor descriptor) {
        try {
            return descriptor.submit();
        } catch (DmaException.ChannelGone | IllegalStateException refused) {
            return REFUSED;
        }
    }

    /// Issues what is submitted, unless that is refused.
    final void issue() {
        try {
            channel.issuePending();
        } catch (DmaException.ChannelGone | IllegalStateException refused) {
            // Then whoever refuses has ended it, or will.
            return;
        }
    }

    /// The driver leaves in order; the lease waits for the next one.
    final void leave() {
        channel.swapPolicy(SwapPolicy.STOP);
        channel.detach(channel.attachment(), "it leaves", soon(), soon(), _ -> () -> { });
    }

    /// The next driver serves the lease, unless that has ended.
    final void replace() {
        try {
            channel.attach(replacement, LeaseTerms.NONE);
        } catch (DmaException.ChannelGone ended) {
            return;
        }
    }

    /// Whether a driver was called when it must not be, or is open though the lease has ended.
    final String misuse(boolean ended) {
        return driver.wasCalledLate() || next.wasCalledLate() ? "called late" : ended && next.isOpen() ? "left open" : "";
    }

    /// Goes round until nothing rings.
    final void run() {
        while (engine.round() || nextEngine.round()) {
            Thread.onSpinWait();
        }
    }

    /// Delivers until nothing waits.
    final void deliver() {
        for (Completers.Deliverable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.deliver();
        }
    }

    /// Callbacks so far.
    final int calls() {
        return calls;
    }

    /// Status and residue of a cookie after all is over, `refused` if there is none.
    final String end(long cookie) {
        return cookie == REFUSED ? "refused" : channel.status(cookie).status() + " " + channel.status(cookie).residue();
    }

    static long soon() {
        return System.nanoTime() + PATIENCE;
    }

    @Override
    public long releaseDeadline() {
        return soon();
    }

    @Override
    public void released(VirtualChannel released, boolean clean) {
        // Told by what the actors see.
    }

    @Override
    public void driverHangs(VirtualChannel failed, Attachment hanging, String detail) {
        throw new IllegalStateException(detail);
    }

    @Override
    public void driverReturned(VirtualChannel failed) {
        throw new IllegalStateException("no call has been given up on");
    }

    @Override
    public void driverFailed(VirtualChannel failed, Attachment failedDriver, Throwable thrown, boolean waits) {
        throw new IllegalStateException(thrown);
    }
}
