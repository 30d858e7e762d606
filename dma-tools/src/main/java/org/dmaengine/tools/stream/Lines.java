package org.dmaengine.tools.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.tools.CommandFailure;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/// The ports of a stream, registered on request lines that nobody uses; taken back when it is closed.
final class Lines implements AutoCloseable {
    /// Where a controller has any number of lines: far from those that a board wires.
    private static final int FIRST = 1000;
    // Two streams that begin at once must not choose the same lines.
    private static final Object CHOICE = new Object();

    private final List<ServiceRegistration<FifoPort>> registrations = new ArrayList<>();
    private final int source;
    private final int sink;

    private Lines(int source, int sink) {
        this.source = source;
        this.sink = sink;
    }

    /// @param controller name of the controller that the lines lead to
    /// @param count      how many it has, 0 for any number
    static Lines register(BundleContext context, String controller, int count, FifoPort source, FifoPort sink) throws CommandFailure {
        synchronized (CHOICE) {
            Set<Integer> used = used(context);
            int[] free = (count == 0 ? IntStream.iterate(FIRST, line -> line + 1) : IntStream.iterate(count - 1, line -> line >= 0, line -> line - 1))
                    .filter(line -> !used.contains(line)).limit(2).toArray();
            if (free.length < 2) {
                throw new CommandFailure(controller + " has " + count + " request lines, and " + (count - free.length)
                        + " have a port; a stream needs 2, so set its request.lines higher, or to 0 for any number");
            }
            Lines lines = new Lines(free[0], free[1]);
            lines.add(context, controller, free[0], source);
            lines.add(context, controller, free[1], sink);
            return lines;
        }
    }

    int source() {
        return source;
    }

    int sink() {
        return sink;
    }

    @Override
    public void close() {
        registrations.reversed().forEach(Lines::takeBack);
    }

    private void add(BundleContext context, String controller, int line, FifoPort port) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(FifoPort.REQUEST_LINE, line);
        properties.put(FifoPort.CONTROLLER, controller);
        registrations.add(context.registerService(FifoPort.class, port, properties));
    }

    private static void takeBack(ServiceRegistration<FifoPort> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException _) {
            // The framework has taken it back with this bundle.
        }
    }

    private static Set<Integer> used(BundleContext context) {
        try {
            Collection<ServiceReference<FifoPort>> ports = context.getServiceReferences(FifoPort.class, null);
            return ports.stream().map(port -> port.getProperty(FifoPort.REQUEST_LINE)).filter(Integer.class::isInstance)
                    .map(Integer.class::cast).collect(Collectors.toSet());
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("there is no filter", e);
        }
    }
}
