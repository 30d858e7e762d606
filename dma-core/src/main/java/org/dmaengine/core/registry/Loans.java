package org.dmaengine.core.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dmaengine.DmaException;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.DriverAccess;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/// Channels that a bundle drives by itself for a while: held like a client's, by nobody's lease.
@Component(scope = ServiceScope.BUNDLE)
public final class Loans implements DriverAccess {
    private final ChannelRegistry registry;
    private final String bundle;
    // Guarded by itself; loans are closed without it.
    private final Set<Lent> lent = new HashSet<>();
    // Guarded by lent.
    private boolean stopped;

    /// For one bundle.
    @Activate
    public Loans(ComponentContext context, @Reference ChannelRegistry registry) {
        this.registry = registry;
        this.bundle = context.getUsingBundle().getSymbolicName();
    }

    @Override
    public Loan borrow(ServiceReference<ChannelDriver> channel, String purpose, Recall recall) {
        ChannelSlot slot = registry.slots().stream().filter(each -> each.reference().equals(channel)).findFirst()
                .orElseThrow(() -> absent(channel));
        if (!slot.claim(new Holder(bundle, purpose))) {
            throw refusal(slot);
        }
        Lent loan = new Lent(slot, this, recall);
        if (!lend(loan)) {
            loan.close();
            throw new DmaException.ChannelGone(slot.name() + " is not lent to " + bundle
                    + ": that bundle, or the DMA engine core, is stopping");
        }
        slot.lentAs(loan);
        if (slot.isGone()) {
            loan.close();
            throw absent(channel);
        }
        return loan;
    }

    private boolean lend(Lent loan) {
        synchronized (lent) {
            return !stopped && lent.add(loan);
        }
    }

    void breakDown(ChannelSlot slot, String why) {
        registry.breakDown(slot, why);
    }

    void takeBack(Lent loan, ChannelSlot slot) {
        synchronized (lent) {
            lent.remove(loan);
        }
        registry.moveOut(slot, null);
    }

    private static DmaException absent(ServiceReference<ChannelDriver> channel) {
        return new DmaException.NotYetAvailable("channel " + channel.getProperty(ChannelDriver.CHANNEL) + " of controller "
                + channel.getProperty(ChannelDriver.CONTROLLER) + " is not present: it has left, or was left out when it came; the log says why");
    }

    private static DmaException refusal(ChannelSlot slot) {
        if (slot.isBroken()) {
            return new DmaException.NotYetAvailable(slot.name() + " is broken: " + slot.trouble() + "; register its controller anew");
        }
        Holder holder = slot.holder();
        String who = holder == null ? "somebody it is just being handed to" : holder.toString();
        return new DmaException.ChannelBusy(slot.name() + " is held by " + who, who);
    }

    /// Its bundle stops, or the core does. Whoever has not given a channel back may be inside its driver still.
    @Deactivate
    void deactivate() {
        List<Lent> missing;
        synchronized (lent) {
            stopped = true;
            missing = List.copyOf(lent);
        }
        missing.forEach(loan -> loan.closeBroken(bundle + " has stopped without giving it back"));
    }
}
