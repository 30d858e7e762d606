package org.dmaengine.tools.ports;

import java.util.Collection;
import java.util.Comparator;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.shell.Table;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Words;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// The shell command `dma:ports`: which peripherals there are, and how they do.
@Component(service = PortsCommand.class)
@GogoCommand(scope = "dma", function = "ports")
public final class PortsCommand {
    private static final String NONE = "-";

    private final BundleContext context;

    @Activate
    public PortsCommand(BundleContext context) {
        this.context = context;
    }

    /// A line for each port, by request line.
    @Descriptor("lists all peripheral ports: request line, direction, bus address, controller, bytes buffered, moved and lost, bundle")
    public String ports(@Descriptor("none: it takes no words") String... none) throws CommandFailure, InvalidSyntaxException {
        Words.expectNone("dma:ports", none);
        Collection<ServiceReference<FifoPort>> ports = context.getServiceReferences(FifoPort.class, null);
        if (ports.isEmpty()) {
            return "no ports: nobody has registered a peripheral";
        }
        Table table = new Table("LINE", "DIRECTION", "ADDRESS", "CONTROLLER", "LEVEL", "MOVED", "LOST", "PORT", "BUNDLE");
        ports.stream().sorted(Comparator.comparing(PortsCommand::line, Comparator.nullsLast(Comparator.naturalOrder()))).forEach(port -> add(table, port));
        return table.toString();
    }

    private void add(Table table, ServiceReference<FifoPort> reference) {
        FifoPort port = context.getService(reference);
        if (port == null) {
            return; // it has just left
        }
        try {
            Bundle bundle = reference.getBundle();
            EndpointPort endpoint = port instanceof EndpointPort its ? its : null;
            table.row(text(line(reference)), port.direction().name(), address(reference.getProperty(FifoPort.BUS_ADDRESS)),
                    text(reference.getProperty(FifoPort.CONTROLLER)), endpoint == null ? NONE : level(endpoint),
                    endpoint == null ? NONE : Long.toString(endpoint.moved()), Long.toString(port.losses()),
                    name(reference, port), bundle == null ? NONE : bundle.getSymbolicName());
        } finally {
            context.ungetService(reference);
        }
    }

    /// Bytes in its buffer. The level itself is for the controller's thread alone.
    private static String level(EndpointPort endpoint) {
        return Long.toString(Math.abs(endpoint.passed() - endpoint.moved()));
    }

    private static Integer line(ServiceReference<FifoPort> port) {
        return port.getProperty(FifoPort.REQUEST_LINE) instanceof Number line ? line.intValue() : null;
    }

    private static String address(Object property) {
        return property instanceof Number address ? "0x" + Long.toHexString(address.longValue()) : NONE;
    }

    /// Of one that a configuration has wired, what that says.
    private static String name(ServiceReference<FifoPort> reference, FifoPort port) {
        if (port instanceof EndpointPort endpoint) {
            return endpoint.endpoint();
        }
        return reference.getProperty("endpoint") instanceof String configured ? configured : port.getClass().getSimpleName();
    }

    private static String text(Object value) {
        return value == null ? NONE : value.toString();
    }
}
