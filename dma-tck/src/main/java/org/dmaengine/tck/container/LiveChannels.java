package org.dmaengine.tck.container;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.dmaengine.DmaException;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.DriverAccess;
import org.dmaengine.tck.PeripheralProvider;
import org.dmaengine.tck.bench.Bench;
import org.dmaengine.tck.bench.Recall;
import org.dmaengine.tck.report.Examination;
import org.dmaengine.tck.report.Score;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// The channels of this container, borrowed from the engine core for as long as they are tested.
@Component(service = LiveChannels.class)
public final class LiveChannels {
    private final BundleContext context;
    private final DriverAccess access;
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<PeripheralProvider> providers;

    /// Looks for drivers in the name of this bundle, which may see them.
    @Activate
    public LiveChannels(BundleContext context, @Reference DriverAccess access) {
        this.context = context;
        this.access = access;
    }

    /// All there are, by controller and number.
    List<ServiceReference<ChannelDriver>> all() {
        try {
            Collection<ServiceReference<ChannelDriver>> references = context.getServiceReferences(ChannelDriver.class, null);
            return references.stream().sorted(Comparator.comparing(LiveChannels::controller).thenComparing(LiveChannels::number)
                    .thenComparing(Comparator.reverseOrder())).toList();
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("no filter, no syntax", e);
        }
    }

    static String controller(ServiceReference<ChannelDriver> channel) {
        return String.valueOf(channel.getProperty(ChannelDriver.CONTROLLER));
    }

    private static int number(ServiceReference<ChannelDriver> channel) {
        return channel.getProperty(ChannelDriver.CHANNEL) instanceof Integer number ? number : -1;
    }

    /// Tests one, unless somebody has it.
    Tested test(ServiceReference<ChannelDriver> channel) {
        Recall recall = new Recall();
        DriverAccess.Loan loan;
        try {
            loan = access.borrow(channel, "dma:tck", deadline -> recall.make("its controller has left", deadline));
        } catch (DmaException.ChannelBusy busy) {
            return new Tested(channel, null, "in use by " + busy.holder() + ", left out");
        } catch (DmaException unavailable) {
            return new Tested(channel, null, unavailable.getMessage());
        }
        try {
            return test(channel, loan, recall);
        } finally {
            context.ungetService(channel);
        }
    }

    /// Whoever takes the controller away waits for the loan, and for nothing that the framework does.
    private Tested test(ServiceReference<ChannelDriver> channel, DriverAccess.Loan loan, Recall recall) {
        try (loan) {
            ChannelDriver driver = context.getService(channel);
            if (driver == null) {
                return new Tested(channel, null, "has just left");
            }
            Examination examination = new Examination(new LiveChannel(driver, List.copyOf(providers)), Bench.PATIENCE, recall);
            Score score = new Score(examination.all());
            if (examination.hasHung()) {
                loan.closeBroken("a call of its driver has not returned to dma:tck");
            }
            return new Tested(channel, score, "");
        }
    }
}
