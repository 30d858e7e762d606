package org.dmaengine.controller.faults;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.dmaengine.controller.decorator.ForwardingDriver;
import org.dmaengine.faults.FaultKind;
import org.dmaengine.faults.Injection;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// Does to transfers what the plan says, and has a driver do everything else. That driver is always used as the SPI says: what it has been given
/// it is asked to stop, whatever the core has been told meanwhile.
final class FaultyDriver extends ForwardingDriver implements Harm.Worker {
    /// What a faulty driver can do beyond its own calls.
    ///
    /// @param note      hears of each fault
    /// @param hangs     where calls hang
    /// @param disappear takes the driver's controller back
    /// @param comeBack  has another driver take the place of one that has broken and been closed
    record Means(Consumer<Injection> note, Hangs hangs, Runnable disappear, Runnable comeBack) {
    }

    /// A word of any width: a step moves at least one.
    private static final long LEAST_UNIT = 64;

    private final EngineSpec engine;
    private final int channel;
    private final FaultPlan plan;
    private final Ledger ledger;
    private final long delayNanos;
    private final Means means;
    private final Harm harm;
    private final long unit;
    // Of whoever calls the driver.
    private final Map<Transfer, Victim> victims = new IdentityHashMap<>();
    private ChannelHost host;
    private boolean paused;
    private boolean broken;
    // The core may have told already how transfers ended that are still in hand.
    private boolean forsaken;

    /// @param engine     that it answers, which is the driver's unless calls hang
    /// @param channel    its number
    /// @param delayNanos longest delay by the host's clock; 0 to delay by steps only
    FaultyDriver(ChannelDriver driver, EngineSpec engine, int channel, FaultPlan plan, Ledger ledger, long delayNanos, Means means) {
        super(driver);
        this.engine = engine;
        this.channel = channel;
        this.plan = plan;
        this.ledger = ledger;
        this.delayNanos = delayNanos;
        this.means = means;
        this.harm = new Harm(this, means.hangs(), means.disappear());
        this.unit = Math.max(LEAST_UNIT, Math.max(driver.capabilities().copyAlignment(), driver.capabilities().fillAlignment()));
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    @Override
    public void open(ChannelHost newHost) {
        super.open(newHost);
        host = newHost;
        paused = false;
        broken = false;
        forsaken = false;
    }

    // ---- start, step ----

    @Override
    public long start(Transfer transfer) {
        long number = ledger.nextTransfer(channel);
        Victim victim = new Victim(transfer, number, plan.of(channel, number), unit, delayNanos);
        victims.put(transfer, victim);
        if (victim.isDue(Call.START)) {
            happens(victim, Call.START);
            Harm.breakIn(victim, Call.START);
            return transfer.length() + 1; // a duplicate: more than there is
        }
        victim.isInside = true;
        return answered(victim, super.start(transfer));
    }

    @Override
    public long step(Transfer transfer, long limit) {
        Victim victim = victims.get(transfer);
        wakeForNothing(victim);
        if (victim.isStuck || isHeldUp(victim)) {
            return 0;
        }
        if (victim.isDue(Call.STEP) && !victim.isHarmedAtItsEnd()) {
            happens(victim, Call.STEP);
            return harm.inStep(victim, limit, host);
        }
        long most = victim.most(limit);
        if (victim.isCut(limit)) {
            note(victim, FaultKind.BURST_LIMIT, Call.STEP);
        }
        long bytes = move(victim, most);
        if (victim.completes(bytes) && victim.isDue(Call.STEP)) {
            happens(victim, Call.STEP);
            return limit + bytes; // a duplicate: once more what has just been answered
        }
        return answered(victim, bytes);
    }

    @Override
    public long move(Victim victim, long most) {
        long bytes = super.step(victim.transfer(), most);
        if (victim.completes(bytes)) {
            victim.isInside = false; // whatever the core is told
        }
        return bytes;
    }

    private void wakeForNothing(Victim victim) {
        int wake = victim.nextWake();
        if (wake == 1) {
            note(victim, FaultKind.SPURIOUS_WAKE, Call.STEP);
        }
        if (wake != 0) {
            host.wake();
            host.wakeAt(host.nanoTime() + victim.fate().choice(wake));
        }
    }

    private boolean isHeldUp(Victim victim) {
        if (victim.isToBeDelayed()) {
            note(victim, FaultKind.DELAY, Call.STEP);
            victim.delay().begins(host);
        }
        return victim.delay().lasts(host);
    }

    private long answered(Victim victim, long bytes) {
        if (victim.completes(bytes)) {
            victims.remove(victim.transfer());
        }
        return bytes;
    }

    // ---- pause, stop ----

    @Override
    public long pause(Transfer active) {
        if (active == null) {
            paused = true;
            return super.pause(null);
        }
        Victim victim = victims.get(active);
        long late = deliverLate(victim, Call.PAUSE);
        breakIfDue(victim, Call.PAUSE);
        paused = true;
        return answered(victim, late + super.pause(active));
    }

    @Override
    public void resume(Transfer active) {
        paused = false;
        if (active != null) {
            breakIfDue(victims.get(active), Call.RESUME);
        }
        super.resume(active);
    }

    @Override
    public long stop(Transfer transfer) {
        Victim victim = victims.get(transfer);
        long bytes = deliverLate(victim, Call.STOP) + takeOut(victim);
        breakIfDue(victim, Call.STOP);
        return bytes;
    }

    @Override
    public void close() {
        victims.clear();
        super.close();
        if (broken) {
            means.comeBack().run();
        }
    }

    @Override
    public long takeOut(Victim victim) {
        victims.remove(victim.transfer());
        return victim.isInside ? super.stop(victim.transfer()) : 0;
    }

    /// A device that has held bytes back delivers them now.
    private long deliverLate(Victim victim, Call call) {
        if (!victim.isStuck || victim.fate().harm() != FaultKind.LATE_COMPLETION || paused || forsaken) {
            return 0;
        }
        long most = victim.late(call == Call.STOP);
        if (most == 0) {
            return 0;
        }
        victim.isStuck = false;
        note(victim, FaultKind.LATE_COMPLETION, call);
        return move(victim, most);
    }

    // ---- what happens ----

    private void breakIfDue(Victim victim, Call call) {
        if (victim.isDue(call)) {
            happens(victim, call);
            Harm.breakIn(victim, call);
        }
    }

    /// What harms it happens; of bytes that come late only their coming is noted.
    private void happens(Victim victim, Call call) {
        FaultKind kind = victim.fate().harm();
        victim.happens();
        broken |= kind.isOfDriver();
        forsaken |= kind == FaultKind.HANG || kind == FaultKind.DISAPPEARANCE;
        if (kind != FaultKind.LATE_COMPLETION) {
            note(victim, kind, call);
        }
    }

    private void note(Victim victim, FaultKind kind, Call call) {
        Injection injection = new Injection(kind, channel, victim.number(), call.method(), victim.transfer().movedInAll());
        ledger.note(injection);
        means.note().accept(injection);
    }
}
