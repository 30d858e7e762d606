package org.dmaengine.controller.fifo;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.spi.RawProperties;
import org.osgi.framework.Constants;

/// A port service with what its owner says about it, checked. The better-ranked offer comes first.
///
/// @param port      the peripheral
/// @param name      what messages call it
/// @param line      its request line
/// @param address   its bus address, [#ANY_ADDRESS] if any will do
/// @param direction which way it moves data
/// @param widths    the widths it takes, at least one
/// @param ranking   service ranking
/// @param id        service id
record PortOffer(FifoPort port, String name, int line, long address, Direction direction, Set<BusWidth> widths, int ranking,
                 long id) implements Comparable<PortOffer> {
    static final long ANY_ADDRESS = -1;

    /// Checks what a port service says about itself.
    ///
    /// @throws IllegalArgumentException that names the port, the property, its value and what is allowed
    static PortOffer of(FifoPort port, Map<String, ?> properties, FifoSettings settings) {
        String name = "port " + port.getClass().getName() + " (service " + id(properties) + ")";
        RawProperties raw = new RawProperties(name, properties);
        if (raw.isUnset(FifoPort.REQUEST_LINE)) {
            throw raw.refused(FifoPort.REQUEST_LINE, "the request line that the port drives, " + settings.linesForPeople());
        }
        int last = settings.lines() == 0 ? Integer.MAX_VALUE : settings.lines() - 1;
        int line = raw.wholeNumber(FifoPort.REQUEST_LINE, 0, last, 0);
        long address = raw.wholeNumber(FifoPort.BUS_ADDRESS, 0, Long.MAX_VALUE, ANY_ADDRESS);
        Direction direction = port.direction();
        if (direction != Direction.MEM_TO_DEV && direction != Direction.DEV_TO_MEM) {
            throw new IllegalArgumentException(name + ": direction() is " + direction
                    + "; allowed is DEV_TO_MEM for a port that gives, MEM_TO_DEV for one that takes");
        }
        EnumSet<BusWidth> widths = EnumSet.noneOf(BusWidth.class);
        widths.addAll(port.widths());
        widths.remove(BusWidth.UNDEFINED);
        if (widths.isEmpty()) {
            throw new IllegalArgumentException(name + ": widths() names none; name those that the data register takes");
        }
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0;
        return new PortOffer(port, name, line, address, direction, widths, ranking, id(properties));
    }

    /// The service id that a port is known by.
    static long id(Map<String, ?> properties) {
        return properties.get(Constants.SERVICE_ID) instanceof Long id ? id : -1;
    }

    /// Bytes of the narrowest word.
    int narrowest() {
        return widths.iterator().next().bytes();
    }

    /// Says whether words of so many bytes will do.
    boolean takes(int wordBytes) {
        for (BusWidth width : widths) {
            if (width.bytes() == wordBytes) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int compareTo(PortOffer other) {
        return ranking != other.ranking ? Integer.compare(other.ranking, ranking) : Long.compare(id, other.id);
    }

    // ---- equality by hand: the JDK keeps the generated equals softly, and with it the class loader of a bundle that has been updated ----

    @Override
    public boolean equals(Object other) {
        return other instanceof PortOffer offer && parts().equals(offer.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<Object> parts() {
        return List.of(port, name, line, address, direction, widths, ranking, id);
    }
}
