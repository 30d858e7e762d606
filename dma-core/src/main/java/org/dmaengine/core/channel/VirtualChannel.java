package org.dmaengine.core.channel;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.CookieCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SwapListener;
import org.dmaengine.SwapPolicy;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;
import org.dmaengine.TransferStatus;
import org.dmaengine.core.engine.Completers;
import org.dmaengine.core.engine.Timers;
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

    private static final Set<Capability> REPLAYABLE = EnumSet.of(Capability.MEMCPY, Capability.MEMCPY_SG, Capability.MEMSET, Capability.MEMSET_SG);
    private static final long STEP_PATIENCE = TimeUnit.SECONDS.toNanos(1);
    private static final long SYNCHRONIZE_PATIENCE = TimeUnit.SECONDS.toNanos(5);

    /// What the lease tells the registry that gave it.
    public interface Owner {
        /// The client has released it.
        ///
        /// @param clean false if the driver has not let go of it and must not be given to anybody else
        void released(VirtualChannel channel, boolean clean);

        /// The driver has thrown something that is no fault of the memory, and is called no more. On a thread that is inside it.
        ///
        /// @param waits whether the lease waits for a replacement from now on; false if it has ended, or had lost this driver before
        void driverFailed(VirtualChannel channel, Attachment failed, Throwable thrown, boolean waits);

        /// A call of the driver has not returned in time and has been given up on; the lease waits for a replacement.
        void driverHangs(VirtualChannel channel, Attachment hanging, String detail);

        /// The call that had been given up on has returned: from now on a replacement can serve the lease.
        void driverReturned(VirtualChannel channel);

        /// Until when a release that begins now may take ([System#nanoTime]).
        long releaseDeadline();
    }

    private final String client;
    private final Owner owner;
    private final WorkQueue queue;
    private final Waiters waiters = new Waiters();
    private final OutcomeLog outcomes = new OutcomeLog();
    private final Hold hold = new Hold();
    private final Seat seat = new Seat();
    private final Completions completions;
    private final Places places;
    private final SlaveSettings settings;
    private final LeaseMapper mapper;
    private final Gate gate;
    private final Endings endings;
    private final Progress progress;
    private final Parting parting;
    private final SwapEvents events;
    private final Swap swap;
    private final Deadlines deadlines;
    private final Watchdog watchdog = new Watchdog();
    // Of the one thread that harvests.
    private long harvested;

    /// A lease of a driver's channel. The driver is opened by [#open].
    ///
    /// @param holder who holds it, for messages
    /// @param client `<device>:<name>`, or empty
    public VirtualChannel(Binding binding, String holder, String client, Owner owner, Completers completers, Timers timers, int capacity,
                          Logger log) {
        this.client = client;
        this.owner = owner;
        this.queue = new WorkQueue(capacity);
        this.completions = new Completions(queue, completers, waiters, log, seat);
        this.places = new Places(queue, completions);
        this.gate = new Gate(queue, seat);
        this.endings = new Endings(queue, outcomes, completions, places, waiters, seat, hold);
        this.progress = new Progress(seat, hold, queue, outcomes, waiters);
        this.settings = new SlaveSettings(seat, queue.lock);
        this.mapper = new LeaseMapper(binding.device());
        this.parting = new Parting(this, holder, owner, queue, gate, endings, completions, seat, waiters, mapper, log);
        this.events = new SwapEvents(completers, log);
        this.swap = new Swap(this, owner, queue, seat, gate, endings, settings, mapper, events, parting);
        this.deadlines = new Deadlines(queue, completions, seat, progress, timers, log, this::hangs);
        seat.take(attachment(binding));
        binding.device().addUser(this);
    }

    /// A driver that may come to serve this lease, by [#attach].
    public Attachment attachment(Binding binding) {
        Attachment former = seat.now();
        Limits limits = new Limits(binding.name(), binding.capabilities());
        Preparer preparer = new Preparer(binding, limits, swap::policy, former == null ? null : former.binding().device(), this);
        Announcer announcer = new Announcer(completions, binding.engine().spec().assistable());
        Finisher finisher = new Finisher(queue, outcomes, completions, waiters, binding.totals(), announcer);
        Ends ends = new Ends();
        Stepper stepper = new Stepper(binding.engine(), queue, waiters,
                new DriverSide(binding, hold, queue, outcomes, waiters, finisher, announcer, ends));
        ends.of = new Attachment(binding, limits, preparer, stepper);
        return ends.of;
    }

    /// The driver that serves it now, or has served it last.
    public Attachment attachment() {
        return seat.now();
    }

    /// Takes the driver into use. If it refuses, this lease has never been.
    ///
    /// @throws DmaException.ChannelGone if the driver is leaving
    public void open(LeaseTerms terms) {
        try {
            swap.open(terms);
        } catch (Throwable e) {
            gate.close();
            seat.stepper().detach();
            seat.now().binding().device().removeUser(this);
            throw e;
        }
    }

    // ---- what it is ----

    @Override
    public String name() {
        return seat.name();
    }

    @Override
    public String client() {
        return client;
    }

    @Override
    public ChannelCapabilities capabilities() {
        return seat.now().binding().capabilities();
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
        return prepared((preparer, work, c) -> preparer.memcpy(work, dst, dstOffset, src, srcOffset, length, bits));
    }

    @Override
    public DmaDescriptor prepareMemcpySg(Mapping dst, Mapping src, TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((preparer, work, c) -> preparer.memcpySg(work, dst, src, bits));
    }

    @Override
    public DmaDescriptor prepareMemset(Mapping dst, long dstOffset, byte value, long length, TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((preparer, work, c) -> preparer.memset(work, dst, dstOffset, value, length, bits));
    }

    @Override
    public DmaDescriptor prepareMemsetSg(Mapping dst, byte value, TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((preparer, work, c) -> preparer.memsetSg(work, dst, value, bits));
    }

    @Override
    public DmaDescriptor prepareSlaveSg(Mapping sg, Direction direction, TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((preparer, work, c) -> preparer.slaveSg(work, sg, direction, bits, c));
    }

    @Override
    public DmaDescriptor prepareSlaveSingle(Mapping buffer, long offset, long length, Direction direction, TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((preparer, work, c) -> preparer.slaveSingle(work, buffer, offset, length, direction, bits, c));
    }

    @Override
    public DmaDescriptor preparePeripheralVec(List<DmaVec> vector, Direction direction, TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((preparer, work, c) -> preparer.vector(work, vector, direction, bits, c));
    }

    @Override
    public DmaDescriptor prepareCyclic(Mapping ring, long offset, long length, long periodLength, Direction direction,
                                       TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((preparer, work, c) -> preparer.cyclic(work, ring, offset, length, periodLength, direction, bits, c));
    }

    @Override
    public DmaDescriptor prepareInterleaved(InterleavedTemplate template, TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((preparer, work, c) -> preparer.interleaved(work, template, bits, c));
    }

    @Override
    public DmaDescriptor prepareInterrupt(TransferFlag... flags) {
        int bits = TransferFlag.bits(flags);
        return prepared((preparer, work, c) -> preparer.interrupt(work, bits));
    }

    private interface Description {
        void into(Preparer preparer, Work work, ExtendedSlaveConfig config);
    }

    /// Checks and describes without the lock, then takes a place. The driver's own check runs in between, so the place
    /// comes last: a refusal leaves nothing behind. Where another driver has come meanwhile, that one is asked.
    private DmaDescriptor prepared(Description description) {
        while (true) {
            gate.expectOpen();
            Attachment now = seat.now();
            Descriptor descriptor = new Descriptor(this, places);
            try {
                description.into(now.preparer(), descriptor.work(), configuration());
            } catch (RuntimeException refusal) {
                throwUnlessReplaced(now, refusal);
                continue;
            }
            queue.lock.lock();
            try {
                gate.expectOpen();
                if (seat.now() == now) {
                    expectSpace();
                    places.take(descriptor);
                    descriptor.checkedFor(now.hasLeft() ? null : now);
                    return descriptor;
                }
            } finally {
                queue.lock.unlock();
            }
        }
    }

    /// The refusal of a driver whose place another one has taken meanwhile does not count: what it said may not be so any more, its DMA device
    /// that memory is no longer mapped for, for example.
    private void throwUnlessReplaced(Attachment asked, RuntimeException refusal) {
        if (seat.now() == asked) {
            throw refusal;
        }
    }

    private ExtendedSlaveConfig configuration() {
        ExtendedSlaveConfig now = settings.now();
        if (now == null && !settings.refusal().isEmpty()) {
            throw new DmaException.Rejected(name() + ": the configuration that was in force has been refused by the controller that serves the"
                    + " channel now: " + settings.refusal() + "; configure again");
        }
        return now;
    }

    // ---- submit, issue ----

    long submit(Descriptor descriptor) {
        while (true) {
            gate.expectOpen();
            expectPrepared(descriptor);
            Attachment now = seat.now();
            try {
                descriptor.checkFor(now);
            } catch (RuntimeException refusal) {
                throwUnlessReplaced(now, refusal);
                continue;
            }
            queue.lock.lock();
            try {
                gate.expectOpen();
                descriptor.expectPrepared("submit");
                if (seat.now() == now) {
                    return queued(descriptor);
                }
            } finally {
                queue.lock.unlock();
            }
        }
    }

    /// Whoever polls may see that it has ended a moment before it has come back, which is under the lock.
    private void expectPrepared(Descriptor descriptor) {
        if (descriptor.state() == Descriptor.State.PREPARED) {
            return;
        }
        queue.lock.lock();
        try {
            descriptor.expectPrepared("submit");
        } finally {
            queue.lock.unlock();
        }
    }

    private long queued(Descriptor descriptor) {
        Work work = descriptor.work();
        MappedMemory closed = work.takeMappings();
        if (closed != null) {
            throw new IllegalStateException(descriptor.describe() + ": submit is refused, " + closed
                    + " has been closed since; map again and prepare anew");
        }
        places.submitted(descriptor);
        work.reset();
        deadlines.watch(descriptor);
        return queue.add(work);
    }

    @Override
    public long enqueueMemcpy(Mapping dst, long dstOffset, Mapping src, long srcOffset, long length, int flags) {
        int bits = flags & FLAGS_OF_A_COPY;
        while (true) {
            Attachment now = seat.now();
            Preparer preparer = now.preparer();
            MappedMemory to;
            MappedMemory from;
            boolean replayable;
            try {
                to = preparer.destination(dst);
                from = preparer.source(src);
                replayable = preparer.enqueued(to, dstOffset, from, srcOffset, length, bits);
            } catch (RuntimeException refusal) {
                throwUnlessReplaced(now, refusal);
                continue;
            }
            queue.lock.lock();
            try {
                gate.expectOpen();
                if (seat.now() != now) {
                    continue;
                }
                expectSpace();
                if (!to.takeIntoUse() || !from.takeIntoUse()) {
                    throw new IllegalStateException(name() + ": " + (to.isOpen() ? from : to) + " is closed; map the memory again");
                }
                Work work = queue.nextOwn();
                work.copy(to, dstOffset, from, srcOffset, length, bits, now.limits().longestSegment());
                work.replayable(replayable);
                return queue.add(work);
            } finally {
                queue.lock.unlock();
            }
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
        Stepper stepper = seat.stepper();
        if (!small || !stepper.assistInline()) {
            seat.stepper().ring();
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
        if (count == 0 && seat.stepper().isAssistable() && queue.issued() > queue.head()) {
            seat.stepper().assistInline();
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
            hold.paused(true);
        } finally {
            queue.lock.unlock();
        }
        long deadline = System.nanoTime() + STEP_PATIENCE;
        Stepper frozen;
        do {
            frozen = seat.stepper();
            if (!frozen.freeze(deadline)) {
                throw new DmaException.TimedOut(name() + ": pause has been asked for, but " + frozen.ownerForPeople());
            }
            // Another driver may have come meanwhile, and have begun before it saw the pause.
        } while (frozen != seat.stepper());
    }

    @Override
    public void resume() {
        if (!capabilities().resume()) {
            throw new DmaException.Rejected(name(), "resume", "", "nothing", "the channel's capabilities", "terminate instead");
        }
        queue.lock.lock();
        try {
            gate.expectOpen();
            if (!hold.isPaused()) {
                throw new IllegalStateException(name() + " is not paused; resume only after pause");
            }
            hold.paused(false);
        } finally {
            queue.lock.unlock();
        }
        seat.stepper().ring();
    }

    @Override
    public boolean isPaused() {
        return hold.isPaused();
    }

    @Override
    public void terminateAsync() {
        gate.expectOpen();
        endings.drop("terminated by the client", Touched.NOTHING);
        seat.stepper().ring();
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

    /// Ends everything because the engine stops: what is active stops at the byte, every transfer ends `ABORTED` once and is
    /// called back, the lease says GONE.
    ///
    /// @param deadline how long the step under way is waited for ([System#nanoTime]); afterwards its late return is ignored
    /// @return false if it did not return
    public boolean depart(String reason, long deadline) {
        boolean first = gate.leave(reason);
        boolean answered = parting.depart(reason, deadline);
        if (first) {
            swap.tellGone(reason);
        }
        return answered;
    }

    // ---- when the controller leaves (see Swap) ----

    @Override
    public void swapPolicy(SwapPolicy policy) {
        if (policy == SwapPolicy.REPLAY && !copiesMemory(capabilities())) {
            throw new DmaException.Rejected(name(), "swap policy", policy, "DRAIN, STOP or FAIL", "what a device has been given cannot be taken"
                    + " back", "choose one of these, or request a channel that copies memory");
        }
        swap.policy(Objects.requireNonNull(policy, "policy"));
    }

    private static boolean copiesMemory(ChannelCapabilities can) {
        return can.directions().contains(Direction.MEM_TO_MEM) || can.types().stream().anyMatch(REPLAYABLE::contains);
    }

    @Override
    public void onSwap(SwapListener listener) {
        events.listener(listener);
    }

    /// Takes a driver away in order: what is active may finish until `drainUntil`, as the policy says, and is then stopped at the byte. What is
    /// left waits for a replacement.
    ///
    /// @param stopUntil until when the driver is waited for ([System#nanoTime])
    /// @param sequel    what follows
    public Departure detach(Attachment leaving, String reason, long drainUntil, long stopUntil, Departure.Sequel sequel) {
        return swap.detach(leaving, reason, drainUntil, stopUntil, sequel);
    }

    /// Has another driver serve the lease, which waits for one; by one thread at a time.
    ///
    /// @param next made by [#attachment(Binding)]
    /// @throws DmaException.ChannelGone if that driver is leaving itself, or the lease has ended
    /// @throws RuntimeException         what the driver's `open` throws; the lease goes on waiting
    public void attach(Attachment next, LeaseTerms terms) {
        swap.attach(next, terms);
    }

    /// Says whether it has no driver and would have another one.
    public boolean isWaiting() {
        return seat.now().hasLeft() && gate.isOpen();
    }

    /// Says whether it waits for a replacement that could serve it now: no call of the former driver is under way.
    public boolean isServable() {
        return isWaiting() && !seat.stepper().isAbandoned();
    }

    /// Declares the driver broken, as if it had thrown in the call that is under way or comes next.
    public void driverIsBroken(Attachment broken, String why) {
        broken.stepper().isBroken(new DeclaredBroken(why));
    }

    /// What its entry or request says of the transfer under way; the client may say otherwise.
    public void initialPolicy(SwapPolicy policy) {
        swap.policy(policy);
    }

    /// Waits for no replacement any more: each transfer left ends `ABORTED` once and is called back, the lease says GONE.
    ///
    /// @return false if it does not wait
    public boolean giveUp(String reason) {
        return swap.giveUp(reason);
    }

    /// Looks whether a call of the driver lasts; by one thread at a time.
    ///
    /// @param now   the time
    /// @param limit nanoseconds after which it is given up on
    public void watch(long now, long limit) {
        Attachment attachment = seat.now();
        if (watchdog.look(attachment.stepper().callUnderWay(), now) >= limit) {
            hangs(attachment, attachment.stepper().ownerForPeople() + " for more than " + TimeUnit.NANOSECONDS.toMillis(limit) + " ms");
        }
    }

    private void hangs(Attachment attachment, String detail) {
        if (swap.driverHangs(attachment, detail)) {
            owner.driverHangs(this, attachment, detail);
        }
    }

    /// What the stepping thread tells of one driver.
    private final class Ends implements DriverSide.Listener {
        private Attachment of;

        @Override
        public void driverFailed(Throwable thrown, Touched uncertain, long last) {
            swap.driverFailed(of, thrown, uncertain, last);
        }

        @Override
        public void transfersStopped() {
            parting.transfersStopped();
        }

        @Override
        public void driverReturned() {
            owner.driverReturned(VirtualChannel.this);
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
    public String callThatKeeps(MappedMemory memory) {
        queue.lock.lock();
        try {
            Stepper stepper = seat.stepper();
            return stepper.isAbandoned() && queue.touches(memory) ? name() + " has been given up on, but " + stepper.ownerForPeople() : "";
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
        queue.lock.lock();
        try {
            return seat.losses();
        } finally {
            queue.lock.unlock();
        }
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
        if (seat.stepper().isOwnedByCurrentThread() && !"close".equals(call)) {
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
