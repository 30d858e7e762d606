package org.dmaengine.tools.faults;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dmaengine.faults.ControllerFaults;
import org.dmaengine.faults.FaultCount;
import org.dmaengine.shell.Table;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Words;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// The shell command `dma:faults`: what is injected into which controller, and how often it has been.
@Component(service = FaultsCommand.class)
@GogoCommand(scope = "dma", function = "faults")
public final class FaultsCommand {
    private final BundleContext context;

    @Activate
    public FaultsCommand(BundleContext context) {
        this.context = context;
    }

    /// A line for each fault of each controller.
    @Descriptor("lists the faults that are injected into controllers on purpose: rate, how often so far, the last one")
    public String faults(@Descriptor("none: it takes no words") String... none) throws CommandFailure, InvalidSyntaxException {
        Words.expectNone("dma:faults", none);
        Collection<ServiceReference<ControllerFaults>> all = context.getServiceReferences(ControllerFaults.class, null);
        if (all.isEmpty()) {
            return "no faults are injected: there is no configuration of org.dmaengine.controller.faults";
        }
        Table table = new Table("CONTROLLER", "WRAPS", "FAULT", "RATE", "INJECTED", "LAST");
        all.stream().sorted(Comparator.comparing(FaultsCommand::controller)).forEach(reference -> add(table, reference));
        return table.toString();
    }

    private void add(Table table, ServiceReference<ControllerFaults> reference) {
        ControllerFaults faults = context.getService(reference);
        if (faults == null) {
            return; // it has just left
        }
        try {
            String controller = controller(reference);
            String wraps = String.valueOf(reference.getProperty("wraps"));
            List<FaultCount> counts = faults.counts();
            if (counts.isEmpty()) {
                table.row(controller, wraps, "-", "-", "0", "-");
            }
            for (FaultCount count : counts) {
                String last = faults.last().filter(injection -> injection.kind() == count.kind()).map(Object::toString).orElse("-");
                table.row(controller, wraps, count.kind().name(), count.rate(), Long.toString(count.injected()), last);
            }
        } finally {
            context.ungetService(reference);
        }
    }

    private static String controller(ServiceReference<ControllerFaults> reference) {
        return String.valueOf(reference.getProperty(ChannelDriver.CONTROLLER));
    }
}
