package org.dmaengine.tools.stubs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.CookieCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SwapListener;
import org.dmaengine.SwapPolicy;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.DmaMapper;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.Mapping;

/// A channel without an engine: each transfer is handed to a hook when it is issued, on the issuing thread, and ends as the
/// hook says; `null` leaves it in flight until the channel is terminated or closed. What the tools do not call throws.
public final class StubChannel implements DmaChannel {
    /// Mappings that are open.
    public final AtomicInteger mappings = new AtomicInteger();
    /// Most transfers that were in flight at a time.
    public int mostInFlight;
    /// Thrown by every preparation, if set.
    public RuntimeException refusal;
    /// Whether a completed transfer still reports to be in progress.
    public boolean liar;
    /// Whether transfers begin only when somebody waits for one.
    public boolean lazy;
    /// Whether the lease has ended.
    public volatile boolean closed;

    private final String name;
    private final ChannelCapabilities capabilities;
    private final Function<StubTransfer, TransferOutcome> hook;
    private final List<StubDescriptor> submitted = new ArrayList<>();
    private final List<StubTransfer> transfers = new ArrayList<>();

    public StubChannel(String name, ChannelCapabilities capabilities, Function<StubTransfer, TransferOutcome> hook) {
        this.name = name;
        this.capabilities = capabilities;
        this.hook = hook;
    }

    /// A channel that copies and fills without limits; the hook decides how.
    public static StubChannel of(Function<StubTransfer, TransferOutcome> hook) {
        return new StubChannel("dma0chan0", ChannelCapabilities.of(Capability.MEMCPY, Capability.MEMSET).build(), hook);
    }

    /// The hook of a channel that works; a fault in mapped memory ends the transfer, as in the engine.
    public static TransferOutcome works(StubTransfer transfer) {
        try {
            transfer.move();
            return TransferOutcome.NO_ERROR;
        } catch (InternalError _) {
            return TransferOutcome.READ_FAILED;
        }
    }

    /// The number of transfers submitted so far.
    public synchronized int transfers() {
        return transfers.size();
    }

    synchronized boolean uses(Mapping mapping) {
        return transfers.stream().anyMatch(t -> t.outcome == null && (t.source == mapping || t.target == mapping));
    }

    synchronized long submit(StubDescriptor descriptor) {
        submitted.add(descriptor);
        transfers.add(descriptor.transfer);
        descriptor.transfer.cookie = transfers.size();
        mostInFlight = Math.max(mostInFlight, (int) transfers.stream().filter(t -> t.outcome == null).count());
        return descriptor.transfer.cookie;
    }

    private StubDescriptor prepared(StubTransfer transfer) {
        if (refusal != null) {
            throw refusal;
        }
        return new StubDescriptor(this, transfer);
    }

    private void end(StubDescriptor descriptor, TransferOutcome outcome) {
        descriptor.transfer.outcome = outcome;
        if (outcome != null && descriptor.callback != null) {
            descriptor.callback.onComplete(result(descriptor.transfer));
        }
    }

    private static TransferResult result(StubTransfer t) {
        long residue = t.outcome == TransferOutcome.NO_ERROR ? 0 : t.length;
        return new TransferResult(t.cookie, t.outcome, t.length, residue, 0, 0, 0, 0, "as the hook says");
    }

    private synchronized StubTransfer transfer(long cookie) {
        return transfers.get((int) cookie - 1);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String client() {
        return "";
    }

    @Override
    public ChannelCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public DmaMapper mapper() {
        return new StubMapper(this);
    }

    @Override
    public DmaDescriptor prepareMemcpy(Mapping dst, long dstOffset, Mapping src, long srcOffset, long length, TransferFlag... flags) {
        return prepared(new StubTransfer(dst, dstOffset, src, srcOffset, (byte) 0, length, flags));
    }

    @Override
    public DmaDescriptor prepareMemset(Mapping dst, long dstOffset, byte value, long length, TransferFlag... flags) {
        return prepared(new StubTransfer(dst, dstOffset, null, 0, value, length, flags));
    }

    @Override
    public void issuePending() {
        if (!lazy) {
            work();
        }
    }

    private void work() {
        List<StubDescriptor> issued;
        synchronized (this) {
            issued = List.copyOf(submitted);
            submitted.clear();
        }
        issued.forEach(descriptor -> end(descriptor, hook.apply(descriptor.transfer)));
    }

    @Override
    public TransferStatus status(long cookie) {
        StubTransfer t = transfer(cookie);
        DmaStatus status = switch (t.outcome) {
            case null -> DmaStatus.IN_PROGRESS;
            case NO_ERROR -> liar ? DmaStatus.IN_PROGRESS : DmaStatus.COMPLETE;
            case ABORTED -> DmaStatus.ABORTED;
            case READ_FAILED, WRITE_FAILED -> DmaStatus.ERROR;
        };
        return new TransferStatus(cookie, status, t.outcome == null ? TransferOutcome.NO_ERROR : t.outcome, 0, transfers(),
                status == DmaStatus.COMPLETE ? 0 : t.length, 0, 0, 0, "as the hook says");
    }

    @Override
    public boolean hasEnded(long cookie) {
        return transfer(cookie).outcome != null;
    }

    /// Waits, as an engine would, only if there is something to wait for.
    @Override
    public TransferStatus await(long cookie, Duration timeout) throws InterruptedException {
        work();
        StubTransfer t = transfer(cookie);
        if (t.outcome == null) {
            synchronized (t) {
                TimeUnit.NANOSECONDS.timedWait(t, timeout.toNanos());
            }
            if (t.outcome == null) {
                throw new DmaException.TimedOut("still in flight");
            }
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return status(cookie);
    }

    @Override
    public synchronized void terminateAsync() {
        submitted.clear();
        transfers.stream().filter(t -> t.outcome == null).forEach(t -> t.outcome = TransferOutcome.ABORTED);
    }

    @Override
    public void terminateSync() {
        terminateAsync();
    }

    @Override
    public void synchronize() {
        // the hook runs on the issuing thread: nothing is under way
    }

    @Override
    public void swapPolicy(SwapPolicy policy) {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public void onSwap(SwapListener listener) {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public void close() {
        terminateAsync();
        closed = true;
    }

    @Override
    public void configure(ExtendedSlaveConfig config) {
        throw unused();
    }

    @Override
    public DmaDescriptor prepareMemcpySg(Mapping dst, Mapping src, TransferFlag... flags) {
        throw unused();
    }

    @Override
    public DmaDescriptor prepareMemsetSg(Mapping dst, byte value, TransferFlag... flags) {
        throw unused();
    }

    @Override
    public DmaDescriptor prepareSlaveSg(Mapping sg, Direction direction, TransferFlag... flags) {
        throw unused();
    }

    @Override
    public DmaDescriptor prepareSlaveSingle(Mapping buffer, long offset, long length, Direction direction, TransferFlag... flags) {
        throw unused();
    }

    @Override
    public DmaDescriptor preparePeripheralVec(List<DmaVec> vector, Direction direction, TransferFlag... flags) {
        throw unused();
    }

    @Override
    public DmaDescriptor prepareCyclic(Mapping ring, long offset, long length, long periodLength, Direction direction,
                                       TransferFlag... flags) {
        throw unused();
    }

    @Override
    public DmaDescriptor prepareInterleaved(InterleavedTemplate template, TransferFlag... flags) {
        throw unused();
    }

    @Override
    public DmaDescriptor prepareInterrupt(TransferFlag... flags) {
        throw unused();
    }

    @Override
    public void pause() {
        throw unused();
    }

    @Override
    public void resume() {
        throw unused();
    }

    @Override
    public boolean isPaused() {
        return false;
    }

    @Override
    public int queueCapacity() {
        return 4096;
    }

    @Override
    public int queueSpace() {
        return 4096;
    }

    @Override
    public long enqueueMemcpy(Mapping dst, long dstOffset, Mapping src, long srcOffset, long length, int flags) {
        throw unused();
    }

    @Override
    public int harvest(long[] cookies) {
        throw unused();
    }

    @Override
    public void onComplete(CookieCallback callback) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("not needed by the tools");
    }
}
