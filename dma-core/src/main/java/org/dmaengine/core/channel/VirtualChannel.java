package org.dmaengine.core.channel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.CookieCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;
import org.dmaengine.TransferStatus;
import org.dmaengine.core.engine.Completers;
import org.dmaengine.core.mapping.DmaDevice;
import org.dmaengine.core.mapping.LeaseMapper;
import org.dmaengine.core.mapping.MappedMemory;
import org.dmaengine.mapping.DmaMapper;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.Mapping;
import org.osgi.service.log.Logger;

/// One lease of a channel: the client's side (`virt_dma_chan`). Queue, stepping, delivery and outcomes are nouns of their
/// own; this class is where a client's call takes the lock and says which of them have to act.
public final class VirtualChannel implements DmaChannel, DmaDevice.User {
    /// Descriptors that a lease can hold unless it is made otherwise.
    public static final int DEFAULT_CAPACITY = 4096;

    private static final int FLAGS_OF_A_COPY = TransferFlags.INTERRUPT | TransferFlags.ACK | TransferFlags.FENCE | TransferFlags.CMD;

    private static final long STEP_PATIENCE = TimeUnit.SECONDS.toNanos(1);
    private static final long SYNCHRONIZE_PATIENCE = TimeUnit.SECONDS.toNanos(5);

    /// What the lease tells the registry that gave it.
    public interface Owner {
        /// The client has released it.
        ///
        /// @param clean false if the driver has not let go of it and must not be given to anybody else
        void released(VirtualChannel channel, boolean clean);

        /// The driver has thrown something that is no fault of the memory.
        void driverFailed(VirtualChannel channel, Throwable thrown);

        /// Until when a release that begins now may take ([System#nanoTime]).
        long releaseDeadline();
    }

    private final Binding binding;
    private final String client;
    private final WorkQueue queue;
    private final Waiters waiters = new Waiters();
    private final OutcomeLog outcomes = new OutcomeLog();
    private final Totals totals;
    private final Completions completions;
    private final Places places;
    private final Preparer preparer;
    private final SlaveSettings settings;
    private final Stepper stepper;
    private final LeaseMapper mapper;
    private final Gate gate;
    private final Endings endings;
    private final Progress progress;
    private final Parting parting;
    private final long lossesBefore;
    // Of the one thread that harvests.
    private long harvested;

    /// A lease of a driver's channel. The driver is opened by [#open].
    ///
    /// @param holder who holds it, for messages
    /// @param client `<device>:<name>`, or empty
    public VirtualChannel(Binding binding, String holder, String client, Owner owner, Completers completers, Totals totals, int capacity,
                          Logger log) {
        this.binding = binding;
        this.client = client;
        this.totals = totals;
        this.lossesBefore = totals.losses();
        this.queue = new WorkQueue(capacity);
        this.completions = new Completions(queue, completers, waiters, log, binding.name());
        this.places = new Places(queue, completions);
        Limits limits = new Limits(binding.name(), binding.capabilities());
        this.preparer = new Preparer(binding, limits);
        this.settings = new SlaveSettings(binding, limits, queue.lock);
        Announcer announcer = new Announcer(completions, binding.engine().spec().assistable());
        Finisher finisher = new Finisher(queue, outcomes, completions, waiters, totals, announcer);
        this.stepper = new Stepper(binding.engine(), queue, waiters,
                new DriverSide(binding, queue, outcomes, waiters, totals, finisher, announcer, new Ends()));
        this.gate = new Gate(queue, binding.name());
        this.endings = new Endings(queue, outcomes, completions, places, waiters, stepper);
        this.progress = new Progress(binding.name(), queue, outcomes, stepper, waiters);
        this.mapper = new LeaseMapper(binding.device());
        this.parting = new Parting(this, binding, holder, owner, queue, gate, endings, completions, stepper, waiters, mapper, log);
        binding.device().addUser(this);
    }

    /// Takes the driver into use. If it refuses, this lease has never been.
    ///
    /// @throws DmaException.ChannelGone if the driver is leaving
    public void open(LeaseTerms terms) {
        try {
            stepper.open(new Host(stepper, binding.name(), terms));
        } catch (Throwable e) {
            gate.close();
            stepper.detach();
            binding.device().removeUser(this);
            throw e;
        }
    }

    // ---- what it is ----

    @Override
    public String name() {
        return binding.name();
    }

    @Override
    public String client() {
        return client;
    }

    @Override
    public ChannelCapabilities capabilities() {
        return binding.capabilities();
    }

    @Override
    public DmaMapper mapper() {
        return mapper;
    }

    @Override
    public void configure(ExtendedSlaveConfig config) {
        gate.expectOpen();
        settings.accept(config);
    }

    // ---- prepare ----

    @Override
    public DmaDescriptor prepareMemcpy(Mapping dst, long dstOffset, Mapping src, long srcOffset, long length, TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((work, c) -> preparer.memcpy(work, dst, dstOffset, src, srcOffset, length, bits));
    }

    @Override
    public DmaDescriptor prepareMemcpySg(Mapping dst, Mapping src, TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((work, c) -> preparer.memcpySg(work, dst, src, bits));
    }

    @Override
    public DmaDescriptor prepareMemset(Mapping dst, long dstOffset, byte value, long length, TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((work, c) -> preparer.memset(work, dst, dstOffset, value, length, bits));
    }

    @Override
    public DmaDescriptor prepareMemsetSg(Mapping dst, byte value, TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((work, c) -> preparer.memsetSg(work, dst, value, bits));
    }

    @Override
    public DmaDescriptor prepareSlaveSg(Mapping sg, Direction direction, TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((work, c) -> preparer.slaveSg(work, sg, direction, bits, c));
    }

    @Override
    public DmaDescriptor prepareSlaveSingle(Mapping buffer, long offset, long length, Direction direction, TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((work, c) -> preparer.slaveSingle(work, buffer, offset, length, direction, bits, c));
    }

    @Override
    public DmaDescriptor preparePeripheralVec(List<DmaVec> vector, Direction direction, TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((work, c) -> preparer.vector(work, vector, direction, bits, c));
    }

    @Override
    public DmaDescriptor prepareCyclic(Mapping ring, long offset, long length, long periodLength, Direction direction,
                                       TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((work, c) -> preparer.cyclic(work, ring, offset, length, periodLength, direction, bits, c));
    }

    @Override
    public DmaDescriptor prepareInterleaved(InterleavedTemplate template, TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((work, c) -> preparer.interleaved(work, template, bits, c));
    }

    @Override
    public DmaDescriptor prepareInterrupt(TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((work, c) -> preparer.interrupt(work, bits));
    }

    private interface Description {
        void into(Work work, ExtendedSlaveConfig config);
    }

    /// Checks and describes without the lock, then takes a place. The driver's own check runs in between, so the place
    /// comes last: a refusal leaves nothing behind.
    private DmaDescriptor prepared(Description description) {
        gate.expectOpen();
        Descriptor descriptor = new Descriptor(this, places);
        description.into(descriptor.work(), settings.now());
        queue.lock.lock();
        try {
            gate.expectOpen();
            expectSpace();
            places.take(descriptor);
        } finally {
            queue.lock.unlock();
        }
        return descriptor;
    }

    // ---- submit, issue ----

    long submit(Descriptor descriptor) {
        queue.lock.lock();
        try {
            gate.expectOpen();
            descriptor.expectPrepared("submit");
            Work work = descriptor.work();
            MappedMemory closed = work.takeMappings();
            if (closed != null) {
                throw new IllegalStateException(descriptor.describe() + ": submit is refused, " + closed
                        + " has been closed since; map again and prepare anew");
            }
            places.submitted(descriptor);
            work.reset();
            return queue.add(work);
        } finally {
            queue.lock.unlock();
        }
    }

    @Override
    public long enqueueMemcpy(Mapping dst, long dstOffset, Mapping src, long srcOffset, long length, int flags) {
        MappedMemory to = preparer.destination(dst);
        MappedMemory from = preparer.source(src);
        int bits = flags & FLAGS_OF_A_COPY;
        preparer.enqueued(to, dstOffset, from, srcOffset, length, bits);
        queue.lock.lock();
        try {
            gate.expectOpen();
            expectSpace();
            if (!to.takeIntoUse() || !from.takeIntoUse()) {
                throw new IllegalStateException(name() + ": " + (to.isOpen() ? from : to) + " is closed; map the memory again");
            }
            Work work = queue.nextOwn();
            work.copy(to, dstOffset, from, srcOffset, length, bits, binding.capabilities().maxSegmentLength());
            return queue.add(work);
        } finally {
            queue.lock.unlock();
        }
    }

    @Override
    public void issuePending() {
        boolean small;
        queue.lock.lock();
        try {
            gate.expectOpen();
            if (!queue.issue()) {
                return;
            }
            small = queue.takeBytesIssued() <= Stepper.INLINE;
        } finally {
            queue.lock.unlock();
        }
        if (!small || !stepper.assistInline()) {
            stepper.ring();
        }
    }

    // ---- ask, wait ----

    @Override
    public TransferStatus status(long cookie) {
        return progress.status(cookie);
    }

    @Override
    public boolean hasEnded(long cookie) {
        return progress.hasEnded(cookie);
    }

    @Override
    public TransferStatus await(long cookie, Duration timeout) throws InterruptedException {
        refuseInCallback("await");
        return progress.await(cookie, timeout);
    }

    @Override
    public int harvest(long[] cookies) {
        int count = take(cookies);
        if (count == 0 && stepper.isAssistable() && queue.issued() > queue.head()) {
            stepper.assistInline();
            count = take(cookies);
        }
        return count;
    }

    private int take(long[] cookies) {
        long ended = queue.ended();
        int count = (int) Math.min(cookies.length, ended - harvested);
        for (int i = 0; i < count; i++) {
            cookies[i] = ++harvested;
        }
        return count;
    }

    @Override
    public void onComplete(CookieCallback callback) {
        completions.channelCallback(callback);
    }

    @Override
    public int queueCapacity() {
        return queue.capacity();
    }

    @Override
    public int queueSpace() {
        queue.lock.lock();
        try {
            return places.space();
        } finally {
            queue.lock.unlock();
        }
    }

    // ---- pause, terminate, synchronize, release ----

    @Override
    public void pause() {
        if (!capabilities().pause()) {
            throw new DmaException.Rejected(name(), "pause", "", "nothing", "the channel's capabilities", "terminate instead");
        }
        queue.lock.lock();
        try {
            gate.expectOpen();
            stepper.paused(true);
        } finally {
            queue.lock.unlock();
        }
        if (!stepper.freeze(System.nanoTime() + STEP_PATIENCE)) {
            throw new DmaException.TimedOut(name() + ": pause has been asked for, but " + stepper.ownerForPeople());
        }
    }

    @Override
    public void resume() {
        if (!capabilities().resume()) {
            throw new DmaException.Rejected(name(), "resume", "", "nothing", "the channel's capabilities", "terminate instead");
        }
        queue.lock.lock();
        try {
            gate.expectOpen();
            if (!stepper.isPaused()) {
                throw new IllegalStateException(name() + " is not paused; resume only after pause");
            }
            stepper.paused(false);
        } finally {
            queue.lock.unlock();
        }
        stepper.ring();
    }

    @Override
    public boolean isPaused() {
        return stepper.isPaused();
    }

    @Override
    public void terminateAsync() {
        gate.expectOpen();
        endings.drop("terminated by the client", Touched.NOTHING);
        stepper.ring();
    }

    @Override
    public void terminateSync() {
        refuseInCallback("terminateSync");
        terminateAsync();
        synchronize();
    }

    @Override
    public void synchronize() {
        refuseInCallback("synchronize");
        String missing = endings.awaitQuiet(System.nanoTime() + SYNCHRONIZE_PATIENCE);
        if (!missing.isEmpty()) {
            throw new DmaException.TimedOut(name() + ": synchronize waited " + TimeUnit.NANOSECONDS.toSeconds(SYNCHRONIZE_PATIENCE)
                    + " s in vain: " + missing + "; its memory must not be freed yet");
        }
    }

    @Override
    public void close() {
        refuseInCallback("close");
        parting.release();
    }

    /// Terminates and gives the channel back because its client has left it behind; waits for no callback of the client's.
    ///
    /// @param deadline how long the driver is waited for ([System#nanoTime])
    public void releaseLeftBehind(long deadline) {
        parting.releaseLeftBehind(deadline);
    }

    /// Says whether the client has released it.
    public boolean isClosed() {
        return gate.isClosed();
    }

    /// Ends everything because the driver leaves: what is active stops at the byte, every transfer ends `ABORTED` once and is
    /// called back, the lease says GONE.
    ///
    /// @param deadline how long the step under way is waited for ([System#nanoTime]); afterwards its late return is ignored
    /// @return false if it did not return
    public boolean depart(String reason, long deadline) {
        return parting.depart(reason, deadline);
    }

    /// What the stepping thread tells.
    private final class Ends implements DriverSide.Listener {
        @Override
        public void driverFailed(Throwable thrown, Touched uncertain) {
            parting.driverFailed(thrown, uncertain);
        }

        @Override
        public void transfersStopped() {
            parting.transfersStopped();
        }
    }

    // ---- mappings ----

    @Override
    public String runningTransfersOf(MappedMemory memory) {
        queue.lock.lock();
        try {
            String cookies = queue.cookiesUsing(memory);
            return cookies.isEmpty() ? "" : name() + " cookies " + cookies;
        } finally {
            queue.lock.unlock();
        }
    }

    @Override
    public boolean touches(MappedMemory memory) {
        queue.lock.lock();
        try {
            return queue.touches(memory);
        } finally {
            queue.lock.unlock();
        }
    }

    // ---- figures for listings ----

    /// Descriptors prepared, queued, active or waiting for their callback.
    public int queueDepth() {
        queue.lock.lock();
        try {
            return queue.capacity() - places.space();
        } finally {
            queue.lock.unlock();
        }
    }

    /// Bytes that the device has lost or made up during the transfers of this lease.
    public long losses() {
        return totals.losses() - lossesBefore;
    }

    /// What keeps the queue from moving by itself, for people; empty if nothing does.
    public String standstill() {
        return progress.standstill();
    }

    // ---- checks ----

    void expectReuse(Descriptor descriptor, boolean on) {
        if (on && !capabilities().reuse()) {
            throw new DmaException.Rejected(descriptor.describe(), "reuse", "", "single use", "the channel's capabilities",
                    "prepare a descriptor for each transfer");
        }
        if (on && descriptor.work().isEndless()) {
            throw new DmaException.Rejected(descriptor.describe(), "reuse", "", "single use",
                    "transfers that repeat by themselves", "prepare it again after terminating it");
        }
    }

    private void expectSpace() {
        if (places.space() == 0) {
            throw new DmaException.Rejected(name(), "descriptor beyond", queue.capacity(), "at most " + queue.capacity()
                    + " in all, now " + places.prepared() + " prepared, " + queue.size() + " queued or active, " + completions.size()
                    + " waiting for their callback", "the lease's queue capacity", "wait for some to end, or discard");
        }
    }

    private void refuseInCallback(String call) {
        if (stepper.isOwnedByCurrentThread() && !"close".equals(call)) {
            throw new IllegalStateException(name() + ": " + call + " inside a step of this channel's own driver would wait for itself;"
                    + " call it on another thread");
        }
        if (completions.isDelivererCurrent()) {
            throw new IllegalStateException(name() + ": " + call + " inside a completion callback of the same channel would wait for"
                    + " itself; " + ("await".equals(call) ? "return from the callback instead" : "use terminateAsync here, and "
                    + call + " elsewhere"));
        }
    }

    @Override
    public String toString() {
        return name() + (client.isEmpty() ? "" : " (" + client + ")");
    }
}
