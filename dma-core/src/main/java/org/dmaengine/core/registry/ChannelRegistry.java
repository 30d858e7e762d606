package org.dmaengine.core.registry;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaException;
import org.dmaengine.core.channel.Attachment;
import org.dmaengine.core.channel.DeclaredBroken;
import org.dmaengine.core.channel.LeaseTerms;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.engine.CompleterPool;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.core.engine.Timers;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ControllerAdmin;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;

/// All channels of all controllers that are present: takes drivers in, leases their channels, parts from them.
///
/// Drivers come and go on any thread, inside service events. Who is present stands in the [Roster]; drivers, clients and
/// listeners are called without its lock.
@Component(service = {ChannelRegistry.class, ControllerAdmin.class}, configurationPid = CoreConfig.PID)
@Designate(ocd = CoreConfig.class)
public final class ChannelRegistry implements VirtualChannel.Owner, ControllerAdmin, Swaps.Slots {
    private static final int WATCHES_PER_TIMEOUT = 4;
    private static final int MOST_DESCRIPTORS = 1 << 20;
    /// Declarative Services and the framework hold locks while a controller leaves.
    private static final int LONGEST_SWAP = 1900;
    private static final int SHORTEST_STEP_TIMEOUT = 10;

    private final Logger log;
    private final CoreConfig config;
    private final StopClock clock;
    private final Routers routers;
    private final Registration registration;
    private final CompleterPool completers = new CompleterPool();
    private final Engines engines = new Engines();
    private final Timers timers;
    private final Swaps swaps;
    private final WaitingRequests waiting = new WaitingRequests(completers::execute);
    private final List<Presence> presences = new CopyOnWriteArrayList<>();
    private final Roster roster;
    private volatile boolean stopping;

    /// Starts without channels; they are bound as they come.
    @Activate
    public ChannelRegistry(BundleContext context, CoreConfig config, @Reference Routers routers,
                           @Reference(service = LoggerFactory.class) Logger log) {
        this(context, config, routers, log, null);
    }

    /// @param hand a clock that somebody else holds, null for the machine's
    ChannelRegistry(BundleContext context, CoreConfig config, Routers routers, Logger log, Timers hand) {
        this.timers = hand == null ? new Timers(completers::execute) : hand;
        this.routers = routers;
        this.log = log;
        this.config = config;
        this.registration = new Registration(log);
        this.roster = new Roster(Boolean.parseBoolean(context.getProperty("dma.debug")), log::warn);
        atLeastOne("queue.capacity", config.queue_capacity(), MOST_DESCRIPTORS);
        atLeastOne("release.timeout", config.release_timeout(), Integer.MAX_VALUE);
        atLeastOne("swap.stop", config.swap_stop(), LONGEST_SWAP);
        atLeast(0, "swap.drain", config.swap_drain(), LONGEST_SWAP);
        atLeast(SHORTEST_STEP_TIMEOUT, "step.timeout", config.step_timeout(), Integer.MAX_VALUE);
        this.clock = new StopClock(context.getBundle(), context.getBundle(Constants.SYSTEM_BUNDLE_ID),
                TimeUnit.MILLISECONDS.toNanos(config.release_timeout()), TimeUnit.MILLISECONDS.toNanos(config.swap_drain()),
                TimeUnit.MILLISECONDS.toNanos(config.swap_stop()));
        this.swaps = new Swaps(this, clock, timers, completers::execute, log);
        watchLater();
    }

    /// Looks now and then whether a call of a driver lasts too long.
    private void watchLater() {
        long limit = TimeUnit.MILLISECONDS.toNanos(config.step_timeout());
        timers.at(timers.nanoTime() + limit / WATCHES_PER_TIMEOUT, () -> {
            long now = timers.nanoTime();
            try {
                roster.leases().forEach(standing -> standing.lease().watch(now, limit));
            } finally {
                if (!stopping) {
                    watchLater();
                }
            }
        });
    }

    private static void atLeastOne(String property, long value, long most) {
        atLeast(1, property, value, most);
    }

    private static void atLeast(long least, String property, long value, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("configuration " + CoreConfig.PID + ": " + property + " is " + value + "; " + least + " to " + most
                    + " is possible");
        }
    }

    /// The core stops: every lease says GONE, drivers are stopped, threads end.
    @Deactivate
    void deactivate() {
        stopping = true;
        clock.begin();
        swaps.stop();
        waiting.failAll(new DmaException.ChannelGone("the DMA engine core is stopping"));
        long deadline = clock.coreDeadline();
        roster.inOrder().forEach(ChannelSlot::leave);
        for (Standing standing : roster.leases()) {
            standing.lease().depart("the DMA engine core has stopped", StopClock.earlier(deadline, clock.stopDeadline()));
        }
        boolean ended = timers.stop(deadline);
        ended &= engines.stopAll(deadline);
        ended &= completers.stop(deadline);
        if (!ended) {
            log.warn("The core has stopped, but a thread is still inside a driver or a callback; it ends when that returns");
        }
    }

    // ---- drivers come and go ----

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, updated = "updatedDriver",
            unbind = "removeDriver")
    void addDriver(ServiceReference<ChannelDriver> reference, ChannelDriver driver) {
        Registration.Checked checked = registration.check(reference, driver);
        if (checked == null || stopping) {
            return;
        }
        Engine engine = engines.add(checked.engine());
        ChannelSlot slot = roster.add(reference, driver, checked, engine);
        if (slot == null) {
            engines.remove(engine, clock.stopDeadline());
            log.error("Channel {} of controller {} is registered twice by {}; the second is left out",
                    checked.channel(), checked.controller(), reference.getBundle());
            return;
        }
        offer(slot);
        tellOf(slot);
    }

    /// Leases that have lost their controller come first, then requests that wait.
    private void offer(ChannelSlot slot) {
        if (!swaps.take(slot)) {
            waiting.offer(slot);
            if (slot.isFree()) {
                // A lease that began to wait while the slot was on offer has not been asked, and has not seen it free.
                swaps.waiting().forEach(swaps::seek);
                swaps.followAgain();
            }
        }
    }

    void updatedDriver(ServiceReference<ChannelDriver> reference) {
        ChannelSlot slot = roster.update(reference);
        swaps.lookAgain();
        waiting.lookAgain(this);
        if (slot != null) {
            tellOf(slot);
        }
    }

    /// Called inside the UNREGISTERING event, where the driver is still whole.
    void removeDriver(ServiceReference<ChannelDriver> reference) {
        ChannelSlot slot = roster.remove(reference);
        if (slot == null) {
            return;
        }
        tellOf(slot);
        Occupation occupation = slot.occupation();
        if (occupation != null) {
            part(slot, occupation);
        }
        Lent loan = slot.loan();
        if (loan != null) {
            recall(slot, loan);
        }
        if (!engines.remove(slot.engine(), clock.stopDeadline()) && !stopping) {
            log.warn("Controller {} has left, but a thread of its engine is still inside its driver", slot.controller().name());
        }
    }

    private void part(ChannelSlot slot, Occupation occupation) {
        boolean answered = swaps.leave(slot, occupation, "controller " + slot.controller().name() + " has left", slot.controller().leaves(clock));
        if (!answered) {
            log.warn("{}: the driver of controller {} did not stop within {} ms; what its last step touched is uncertain",
                    slot.name(), slot.controller().name(), config.swap_stop());
        }
    }

    private void recall(ChannelSlot slot, Lent loan) {
        Holder borrower = slot.holder();
        try {
            if (!loan.comesBack(slot.controller().leaves(clock).stopUntil())) {
                log.warn("{}: controller {} has left, but {} has not given the channel back within {} ms; what it does there is uncertain",
                        slot.name(), slot.controller().name(), borrower, TimeUnit.NANOSECONDS.toMillis(clock.windowNanos()));
            }
        } catch (RuntimeException | LinkageError e) {
            log.error("{}: {} failed when it was told that controller {} leaves", slot.name(), borrower, slot.controller().name(), e);
        }
    }

    /// Has the listener told of each channel that comes, changes or leaves, until the interest is closed.
    public SlaveMapSource.Subscription onPresence(Presence listener) {
        presences.add(listener);
        return () -> presences.remove(listener);
    }

    private void tellOf(ChannelSlot slot) {
        presences.forEach(listener -> listener.changed(slot));
    }

    @Override
    public void tellOfGivingUp(ChannelSlot slot) {
        presences.forEach(listener -> listener.givesUp(slot));
    }

    // ---- leases ----

    /// Channels present, best service ranking first, then in the order of registration.
    public List<ChannelSlot> slots() {
        return roster.inOrder();
    }

    /// Channels present, by number.
    public List<ChannelSlot> slotsByName() {
        return roster.byName();
    }

    /// Opens the channel of a slot that has been claimed. Whatever goes wrong, the slot goes back to those who wait.
    ///
    /// @throws DmaException.ChannelGone if the controller leaves meanwhile
    VirtualChannel lease(Candidate candidate, Holder holder, Wanted wanted) {
        ChannelSlot slot = candidate.slot();
        VirtualChannel channel = null;
        Occupation occupation = null;
        try {
            LeaseTerms terms = termsOf(slot, candidate.entry());
            channel = new VirtualChannel(slot.binding(), holder.toString(), holder.client(), this, completers, timers, config.queue_capacity(), log);
            channel.initialPolicy(candidate.swap(wanted).policy());
            occupation = new Occupation(new Standing(channel, wanted, holder, candidate), channel.attachment());
            occupy(slot, occupation);
            channel.open(terms);
        } catch (Throwable e) {
            if (channel != null) {
                roster.removeLease(channel);
            }
            moveOut(slot, occupation);
            throw e;
        }
        swaps.began(occupation.standing());
        engines.start(slot.engine());
        return channel;
    }

    /// Known before the driver is called, so that one who takes the driver away waits for that call.
    private void occupy(ChannelSlot slot, Occupation occupation) {
        roster.addLease(occupation.standing());
        slot.occupiedBy(occupation);
        if (slot.isGone()) {
            part(slot, occupation);
        }
    }

    @Override
    public List<ChannelSlot> inOrder() {
        return roster.inOrder();
    }

    @Override
    public void prepare(ChannelSlot slot) {
        engines.start(slot.engine());
    }

    @Override
    public boolean moveIn(Standing standing, Candidate to) {
        ChannelSlot slot = to.slot();
        Candidate from = standing.candidate();
        Occupation occupation = null;
        boolean moved = false;
        if (!roster.beginMove(standing, to)) {
            moveOut(slot, null);
            return false;
        }
        try {
            LeaseTerms terms = termsOf(slot, to.entry());
            Attachment attachment = standing.lease().attachment(slot.binding());
            occupation = new Occupation(standing, attachment);
            slot.occupiedBy(occupation);
            if (slot.isGone()) {
                part(slot, occupation);
            }
            standing.lease().attach(attachment, terms);
            engines.start(slot.engine()); // behind the first step of an assistable one: it takes longer than the swap on a busy machine
            moved = true;
        } catch (RuntimeException | Error e) {
            if (!slot.isGone() && !standing.lease().isClosed()) {
                log.warn("{}: {} could not take over: {}", standing, slot.name(), Objects.requireNonNullElse(e.getMessage(), e.toString()));
            }
        } finally {
            roster.endMove(standing, from, to, moved);
        }
        if (!moved) {
            moveOut(slot, occupation);
        }
        return moved;
    }

    @Override
    public void moveOut(ChannelSlot slot, Occupation occupation) {
        if (occupation == null || slot.vacate(occupation)) {
            unroute(slot);
            giveBack(slot);
        }
    }

    @Override
    public boolean stepOut(ChannelSlot slot, Occupation occupation) {
        boolean occupied = slot.vacate(occupation);
        if (occupied) {
            unroute(slot);
        }
        return occupied;
    }

    private LeaseTerms termsOf(ChannelSlot slot, SlaveMapEntry entry) {
        if (entry == null) {
            return LeaseTerms.NONE;
        }
        if (entry.router().isEmpty()) {
            return new LeaseTerms(entry.requestLine(), entry.parameters());
        }
        Routing routing = routers.route(entry, slot);
        slot.routed(routing);
        return new LeaseTerms(routing.requestLine(), entry.parameters());
    }

    /// The lease has ended, and its driver has been closed or given up on: its route goes (REQ-34, REQ-49).
    private void unroute(ChannelSlot slot) {
        Routing routing = slot.unrouted();
        if (routing != null) {
            try {
                routing.close();
            } catch (RuntimeException | LinkageError e) {
                log.error("{}: router {} failed to take its route down", slot.name(), routing.router(), e);
            }
        }
    }

    private void giveBack(ChannelSlot slot) {
        slot.putOnOffer();
        if (!slot.isGone()) {
            offer(slot);
        }
    }

    @Override
    public void released(VirtualChannel channel, boolean clean) {
        Standing standing = roster.removeLease(channel);
        if (standing == null) {
            return;
        }
        swaps.ended(standing);
        ChannelSlot slot = standing.slot();
        Occupation occupation = slot.occupation();
        if (occupation == null || occupation.attachment() != channel.attachment()) {
            return; // it was waiting for a replacement; one that is being opened for it is given back when it has been closed again
        }
        if (!clean) {
            breakDown(slot, "its driver did not let go of the last client's transfer");
            log.error("{} is not given to anybody else: {}", slot.name(), slot.trouble());
        }
        moveOut(slot, occupation);
    }

    @Override
    public void driverFailed(VirtualChannel channel, Attachment failed, Throwable thrown, boolean waits) {
        Occupation occupation = breakDown(channel, failed, "its driver failed: " + thrown);
        if (occupation == null) {
            return;
        }
        ChannelSlot slot = occupation.standing().slot();
        if (!(thrown instanceof DeclaredBroken)) {
            log.error("{}: the driver of controller {} failed with {} at {}; the channel is not used again until it is registered anew",
                    slot.name(), slot.controller().name(), thrown.toString(), placeOf(thrown), thrown);
        }
        // This thread is inside the driver.
        completers.execute(() -> {
            tellOf(slot);
            if (waits) {
                swaps.wait(slot, occupation, "its driver failed: " + thrown);
            }
        });
    }

    @Override
    public void driverHangs(VirtualChannel channel, Attachment hanging, String detail) {
        Occupation occupation = breakDown(channel, hanging, detail);
        if (occupation != null) {
            ChannelSlot slot = occupation.standing().slot();
            log.error("{}: the driver of controller {} is given up on: {}; the channel is not used again until it is registered anew",
                    slot.name(), slot.controller().name(), detail);
            tellOf(slot);
            swaps.wait(slot, occupation, "its driver hangs: " + detail);
        }
    }

    /// Those who listen are to be told before the lease waits: the time of its Condition must not end after its own. Answers what occupied the
    /// slot, null if the lease does not occupy it with that driver.
    private Occupation breakDown(VirtualChannel channel, Attachment broken, String why) {
        Standing standing = roster.standingOf(channel);
        Occupation occupation = standing == null ? null : standing.slot().occupation();
        if (occupation == null || occupation.attachment() != broken) {
            return null;
        }
        standing.slot().breakDown(why);
        return occupation;
    }

    @Override
    public void driverReturned(VirtualChannel channel) {
        Standing standing = roster.standingOf(channel);
        if (standing != null) {
            swaps.seek(standing);
        }
    }

    @Override
    public int fail(String controller, String reason) {
        List<ChannelSlot> meant = roster.inOrder().stream().filter(slot -> slot.controller().name().equals(controller)).toList();
        if (meant.isEmpty()) {
            throw new IllegalArgumentException("no controller " + controller + " is present; there are "
                    + roster.inOrder().stream().map(slot -> slot.controller().name()).distinct().sorted().toList());
        }
        log.warn("Controller {} is declared broken: {}; its {} channels are not used again until they are registered anew", controller, reason,
                meant.size());
        int inUse = 0;
        for (ChannelSlot slot : meant) {
            Occupation occupation = slot.occupation();
            if (occupation == null) {
                breakDown(slot, reason);
            } else {
                inUse++;
                occupation.standing().lease().driverIsBroken(occupation.attachment(), reason);
            }
        }
        return inUse;
    }

    /// Those who listen are told on a thread of their own: this one may be inside the driver.
    @Override
    public void breakDown(ChannelSlot slot, String why) {
        slot.breakDown(why);
        completers.execute(() -> tellOf(slot));
    }

    private static String placeOf(Throwable thrown) {
        return thrown.getStackTrace().length == 0 ? "an unknown place" : thrown.getStackTrace()[0].toString();
    }

    // ---- requests ----

    /// Claims a slot now, or says why that is not possible.
    Grant request(Wanted wanted, Holder holder) {
        if (stopping) {
            return new Grant.Refused(new DmaException.ChannelGone("the DMA engine core is stopping"));
        }
        Candidate claimed = claim(wanted, holder, Set.of());
        return claimed == null ? new Grant.Refused(wanted.refusal(roster.inOrder())) : new Grant.Granted(claimed);
    }

    /// Claims the first slot that would do, is free and has not been tried; null if there is none.
    Candidate claim(Wanted wanted, Holder holder, Set<Candidate> tried) {
        List<ChannelSlot> slots = roster.inOrder().stream().filter(slot -> tried.stream().noneMatch(each -> each.rulesOut(slot))).toList();
        return wanted.candidates(slots).filter(each -> !tried.contains(each) && each.slot().claim(holder)).findFirst().orElse(null);
    }

    /// Why a request cannot be granted now.
    String explain(Wanted wanted) {
        return wanted.refusal(roster.inOrder()).getMessage();
    }

    /// Has a request wait its turn; it may be granted before this returns.
    void await(WaitingRequest request) {
        waiting.add(request);
        look(request);
    }

    /// Has a request that was granted in vain wait on, before the others.
    void awaitAgain(WaitingRequest request) {
        waiting.addAgain(request);
        look(request);
    }

    /// Runs what a client does with an answer.
    void tell(Runnable answer) {
        completers.execute(answer);
    }

    private void look(WaitingRequest request) {
        waiting.lookOnce(request, this);
        if (stopping) {
            waiting.failAll(new DmaException.ChannelGone("the DMA engine core is stopping"));
        }
    }

    /// What has to happen at a time.
    public Timers timers() {
        return timers;
    }

    /// The leases that wait for a controller, the first that began to wait first.
    public List<WaitingLease> waitingLeases() {
        return swaps.waiting().stream().map(standing -> new WaitingLease(standing.lease(), standing.holder())).toList();
    }

    /// The routers between peripherals and controllers.
    public Routers routers() {
        return routers;
    }

    /// Entries have changed: whoever waits looks again, in order.
    public void entriesChanged() {
        swaps.lookAgain();
        waiting.lookAgain(this);
    }

    @Override
    public long releaseDeadline() {
        return clock.releaseDeadline();
    }
}
