package org.dmaengine.fifo.tck;

import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dmaengine.Direction;
import org.dmaengine.DmaException;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.tck.Peripheral;
import org.dmaengine.tck.PeripheralProvider;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// Wires a port to a line that no peripheral is on, for each case that needs one, and takes it off when the case is over.
///
/// A FIFO controller is whoever takes a [org.dmaengine.fifo.FifoSlaveConfig]. The port names no controller: whichever the channel belongs
/// to finds it.
@Component
public final class KitPortsComponent implements PeripheralProvider {
    /// Lines are tried from here down, since peripherals are usually wired from 0 up.
    private static final int HIGHEST_LINE = 255;

    private final BundleContext context;

    /// Registers ports in this bundle's name.
    @Activate
    public KitPortsComponent(BundleContext context) {
        this.context = context;
    }

    @Override
    public Optional<Peripheral> peripheral(ChannelDriver channel, Direction direction) {
        Set<Object> taken = takenLines();
        return IntStream.iterate(HIGHEST_LINE, line -> line >= 0, line -> line - 1)
                .filter(line -> !taken.contains(line) && has(channel, line)).boxed().findFirst()
                .map(line -> wire(direction, line));
    }

    private static boolean has(ChannelDriver channel, int line) {
        try {
            channel.validate(KitPort.config(line));
            return true;
        } catch (DmaException.Rejected _) {
            return false;
        }
    }

    private Set<Object> takenLines() {
        try {
            Collection<ServiceReference<FifoPort>> ports = context.getServiceReferences(FifoPort.class, null);
            return ports.stream().map(port -> port.getProperty(FifoPort.REQUEST_LINE)).filter(Integer.class::isInstance)
                    .collect(Collectors.toSet());
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("no filter, no syntax", e);
        }
    }

    private Peripheral wire(Direction direction, int line) {
        ServiceRegistration<?>[] registration = new ServiceRegistration<?>[1];
        KitPort port = new KitPort(direction, line, UnaryOperator.identity(), () -> registration[0].unregister());
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(FifoPort.REQUEST_LINE, line);
        registration[0] = context.registerService(FifoPort.class, port, properties);
        return port;
    }
}
