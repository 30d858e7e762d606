package org.dmaengine.tck.container;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// The channels of this container, borrowed from the engine core for as long as they are tested.
@Component(service = LiveChannels.class)
public final class LiveChannels {
    /// The framework, and the core's own stop, wait for it.
    private static final long STOP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final BundleContext context;
    private final DriverAccess access;
    private final Runs runs = new Runs();
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<PeripheralProvider> providers;

    /// Looks for drivers in the name of this bundle, which may see them.
    @Activate
    public LiveChannels(BundleContext context, @Reference DriverAccess access) {
        this.context = context;
        this.access = access;
    }

    /// Says whether nothing more is tested.
    boolean isStopped() {
        return runs.isStopped();
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
        Recall recall = runs.begin();
        try {
            return recall.isMade() ? new Tested(channel, null, recall.why()) : test(channel, recall);
        } finally {
            runs.end(recall);
        }
    }

    private Tested test(ServiceReference<ChannelDriver> channel, Recall recall) {
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
            letGoOf(channel);
        }
    }

    private void letGoOf(ServiceReference<ChannelDriver> channel) {
        try {
            context.ungetService(channel);
        } catch (IllegalStateException _) {
            // The framework has done so with this bundle, which did not wait for a call of the driver.
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
            } else if (recall.isOver()) {
                loan.closeBroken("dma:tck could not let go of it in time: " + recall.why());
            }
            return new Tested(channel, score, "");
        }
    }

    /// Its bundle stops, or the core does: what is being tested is given back first, unless a driver does not return from a call.
    @Deactivate
    void deactivate() {
        runs.stop(System.nanoTime() + STOP_NANOS);
    }
}
