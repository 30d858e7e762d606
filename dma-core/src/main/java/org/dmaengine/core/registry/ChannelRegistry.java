package org.dmaengine.core.registry;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaException;
import org.dmaengine.core.channel.LeaseTerms;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.engine.CompleterPool;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.spi.ChannelDriver;
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
@Component(service = ChannelRegistry.class, configurationPid = CoreConfig.PID)
@Designate(ocd = CoreConfig.class)
public final class ChannelRegistry implements VirtualChannel.Owner {
    private static final int MOST_DESCRIPTORS = 1 << 20;

    private final Logger log;
    private final CoreConfig config;
    private final StopClock clock;
    private final Routers routers;
    private final Registration registration;
    private final CompleterPool completers = new CompleterPool();
    private final Engines engines = new Engines();
    private final WaitingRequests waiting = new WaitingRequests(completers::execute);
    private final List<Presence> presences = new CopyOnWriteArrayList<>();
    private final Roster roster;
    private volatile boolean stopping;

    /// Starts without channels; they are bound as they come.
    @Activate
    public ChannelRegistry(BundleContext context, CoreConfig config, @Reference Routers routers,
                           @Reference(service = LoggerFactory.class) Logger log) {
        this.routers = routers;
        this.log = log;
        this.config = config;
        this.registration = new Registration(log);
        this.roster = new Roster(Boolean.parseBoolean(context.getProperty("dma.debug")), log::warn);
        atLeastOne("queue.capacity", config.queue_capacity(), MOST_DESCRIPTORS);
        atLeastOne("release.timeout", config.release_timeout(), Integer.MAX_VALUE);
        atLeastOne("swap.stop", config.swap_stop(), Integer.MAX_VALUE);
        this.clock = new StopClock(context.getBundle(), context.getBundle(Constants.SYSTEM_BUNDLE_ID),
                TimeUnit.MILLISECONDS.toNanos(config.release_timeout()), TimeUnit.MILLISECONDS.toNanos(config.swap_stop()));
    }

    private static void atLeastOne(String property, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("configuration " + CoreConfig.PID + ": " + property + " is " + value + "; 1 to " + most
                    + " is possible");
        }
    }

    /// The core stops: every lease says GONE, drivers are stopped, threads end.
    @Deactivate
    void deactivate() {
        stopping = true;
        clock.begin();
        waiting.failAll(new DmaException.ChannelGone("the DMA engine core is stopping"));
        long deadline = clock.coreDeadline();
        roster.inOrder().forEach(ChannelSlot::leave);
        for (VirtualChannel lease : roster.leases()) {
            lease.depart("the DMA engine core has stopped", StopClock.earlier(deadline, clock.stopDeadline()));
        }
        boolean ended = engines.stopAll(deadline);
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
        waiting.offer(slot);
        tellOf(slot);
    }

    void updatedDriver(ServiceReference<ChannelDriver> reference) {
        ChannelSlot slot = roster.update(reference);
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
        VirtualChannel lease = slot.lease();
        if (lease != null) {
            part(slot, lease);
        }
        if (!engines.remove(slot.engine(), clock.stopDeadline()) && !stopping) {
            log.warn("Controller {} has left, but a thread of its engine is still inside its driver", slot.controller().name());
        }
    }

    private void part(ChannelSlot slot, VirtualChannel lease) {
        boolean answered = lease.depart("controller " + slot.controller().name() + " has left", clock.stopDeadline());
        if (!answered) {
            log.warn("{}: the driver of controller {} did not stop within {} ms; what its last step touched is uncertain",
                    slot.name(), slot.controller().name(), config.swap_stop());
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
    VirtualChannel lease(Candidate candidate, Holder holder) {
        ChannelSlot slot = candidate.slot();
        VirtualChannel channel = null;
        try {
            LeaseTerms terms = termsOf(slot, candidate.entry());
            channel = new VirtualChannel(slot.binding(), holder.toString(), holder.client(), this, completers, slot.totals(),
                    config.queue_capacity(), log);
            roster.addLease(channel, slot);
            // Known before the driver is called, so that one who takes the driver away waits for that call.
            slot.leaseBy(channel);
            if (slot.isGone()) {
                part(slot, channel);
            }
            channel.open(terms);
        } catch (Throwable e) {
            if (channel != null) {
                roster.removeLease(channel);
            }
            unroute(slot);
            giveBack(slot);
            throw e;
        }
        engines.start(slot.engine());
        return channel;
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
            waiting.offer(slot);
        }
    }

    @Override
    public void released(VirtualChannel channel, boolean clean) {
        ChannelSlot slot = roster.removeLease(channel);
        if (slot == null) {
            return;
        }
        unroute(slot);
        if (clean) {
            giveBack(slot);
        } else {
            breakDown(slot, "its driver did not let go of the last client's transfer");
            log.error("{} is not given to anybody else: {}", slot.name(), slot.trouble());
        }
    }

    @Override
    public void driverFailed(VirtualChannel channel, Throwable thrown) {
        ChannelSlot slot = roster.slotOf(channel);
        if (slot != null) {
            breakDown(slot, "its driver failed: " + thrown);
            log.error("{}: the driver of controller {} failed with {} at {}; the channel is not used again until it is registered anew",
                    slot.name(), slot.controller().name(), thrown, placeOf(thrown), thrown);
        }
    }

    /// Those who listen are told on a thread of their own: this one may be inside the driver.
    private void breakDown(ChannelSlot slot, String why) {
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

    /// The routers between peripherals and controllers.
    public Routers routers() {
        return routers;
    }

    /// Entries have changed: whoever waits looks again, in order.
    public void entriesChanged() {
        waiting.lookAgain(this);
    }

    @Override
    public long releaseDeadline() {
        return clock.releaseDeadline();
    }
}
