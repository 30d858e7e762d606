package org.dmaengine.core.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ChannelInfo;
import org.dmaengine.core.channel.Binding;
import org.dmaengine.core.channel.Totals;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/// One channel of one controller that is present: its driver, and who holds it.
///
/// ```text
/// OFFERED ──nobody waits──▶ free ──claim──▶ held ──release──▶ OFFERED
///    └── to a waiting request ──────────────▲  └──driver broke or hangs──▶ broken (until it is registered anew)
/// ```
///
/// `holder` changes by compare-and-set; `gone` is set once, when the service is taken back.
public final class ChannelSlot implements Comparable<ChannelSlot> {
    /// On its way: offered to those who wait before anybody else can have it.
    private static final Holder OFFERED = new Holder("", "");
    private static final Holder BROKEN = new Holder("", "");

    private final ServiceReference<ChannelDriver> reference;
    private final ChannelDriver driver;
    private final ControllerInstance controller;
    private final int channel;
    private final ChannelCapabilities capabilities;
    private final Engine engine;
    private final Totals totals = new Totals();
    private final long since = System.nanoTime();
    private final AtomicReference<Holder> holder = new AtomicReference<>(OFFERED);
    private final AtomicReference<Routing> routing = new AtomicReference<>();
    private volatile Map<String, Object> properties;
    private final AtomicReference<Occupation> occupation = new AtomicReference<>();
    private final AtomicReference<Lent> loan = new AtomicReference<>();
    private volatile boolean gone;
    private volatile String trouble = "";

    ChannelSlot(ServiceReference<ChannelDriver> reference, ChannelDriver driver, ControllerInstance controller, int channel,
                ChannelCapabilities capabilities, Engine engine) {
        this.reference = reference;
        this.driver = driver;
        this.controller = controller;
        this.channel = channel;
        this.capabilities = capabilities;
        this.engine = engine;
        readProperties();
    }

    /// `dma<N>chan<M>` (REG-10).
    public String name() {
        return "dma" + controller.number() + "chan" + channel;
    }

    /// The controller that it belongs to.
    public ControllerInstance controller() {
        return controller;
    }

    /// Its number within the controller.
    public int channel() {
        return channel;
    }

    /// What it can do.
    public ChannelCapabilities capabilities() {
        return capabilities;
    }

    /// What has been done on it, by all its holders.
    public Totals totals() {
        return totals;
    }

    /// The service properties of its driver.
    public Map<String, Object> properties() {
        return properties;
    }

    /// The lease that holds it, null if there is none.
    public VirtualChannel lease() {
        Occupation now = occupation.get();
        return now == null ? null : now.standing().lease();
    }

    /// The lease that holds it, and as which driver; null if there is none.
    Occupation occupation() {
        return occupation.get();
    }

    /// Why it cannot be had although nobody holds it; empty if it can.
    public String trouble() {
        return trouble;
    }

    /// Says whether it can be claimed now.
    public boolean isFree() {
        return holder.get() == null && !gone;
    }

    /// Who holds it, null if nobody does.
    public Holder holder() {
        Holder now = holder.get();
        return now == OFFERED || now == BROKEN ? null : now;
    }

    /// What a client may know of it.
    public ChannelInfo info() {
        Holder now = holder();
        return new ChannelInfo(controller.name(), channel, name(), capabilities, now == null ? "" : now.toString(), properties);
    }

    /// Says whether it can serve the request line; one that names none can serve all.
    public boolean serves(int requestLine) {
        return !(properties.get(ChannelDriver.REQUEST_LINES) instanceof int[] lines)
                || IntStream.of(lines).anyMatch(line -> line == requestLine);
    }

    /// The router that its lease's route goes through, empty if there is none.
    public String router() {
        Routing now = routing.get();
        return now == null ? "" : now.router();
    }

    void routed(Routing by) {
        routing.set(by);
    }

    /// Hands the route over to be taken down; null if there is none.
    Routing unrouted() {
        return routing.getAndSet(null);
    }

    /// Its service ranking.
    int ranking() {
        return properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }

    Engine engine() {
        return engine;
    }

    ServiceReference<ChannelDriver> reference() {
        return reference;
    }

    Binding binding() {
        return new Binding(name(), driver, engine, controller.device(capabilities.nativeMemory()), capabilities, totals);
    }

    boolean claim(Holder by) {
        return !gone && holder.compareAndSet(null, by);
    }

    /// Hands a slot that is on offer to somebody who waited for it.
    boolean handTo(Holder by) {
        return !gone && holder.compareAndSet(OFFERED, by);
    }

    /// Nobody who waits wants it: anybody can have it.
    void free() {
        holder.compareAndSet(OFFERED, null);
    }

    /// The holder has let go of it, or did not get it to work.
    void putOnOffer() {
        holder.updateAndGet(now -> now == BROKEN ? BROKEN : OFFERED);
    }

    /// Nobody can have it any more, because the driver threw or hangs.
    void breakDown(String why) {
        trouble = why;
        holder.set(BROKEN);
    }

    boolean isBroken() {
        return holder.get() == BROKEN;
    }

    /// Published before the claimer looks at [#isGone]; the registry sets that before it looks at the lease.
    void occupiedBy(Occupation by) {
        occupation.set(by);
    }

    /// Its lease has moved out; true for the one who is to give it back.
    boolean vacate(Occupation by) {
        return occupation.compareAndSet(by, null);
    }

    /// The loan that it is out on, null if it is not.
    Lent loan() {
        return loan.get();
    }

    /// Published before the borrower looks at [#isGone], as an occupation is.
    void lentAs(Lent by) {
        loan.set(by);
    }

    void takenBack(Lent by) {
        loan.compareAndSet(by, null);
    }

    void leave() {
        gone = true;
    }

    /// Says whether it is about to leave with its controller, so that it is no place to move to.
    boolean isAboutToLeave() {
        return controller.takesAlong(since);
    }

    boolean isGone() {
        return gone;
    }

    void readProperties() {
        Map<String, Object> all = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            all.put(key, reference.getProperty(key));
        }
        properties = Map.copyOf(all);
    }

    /// Best service ranking first, then in the order of registration.
    @Override
    public int compareTo(ChannelSlot other) {
        return other.reference.compareTo(reference);
    }
}
