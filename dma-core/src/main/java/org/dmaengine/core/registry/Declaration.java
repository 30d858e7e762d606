package org.dmaengine.core.registry;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.framework.ServiceReference;

/// What a driver states about a channel, held against itself: by then every contradiction is a defect that a client would
/// meet later (REG-03).
record Declaration(ServiceReference<ChannelDriver> reference, ChannelDriver driver, ChannelCapabilities capabilities) {
    /// What is wrong with it, for the driver's author; empty if nothing is.
    String contradiction() {
        String wrong = changing();
        wrong = wrong.isEmpty() ? undirected() : wrong;
        wrong = wrong.isEmpty() ? unsplittable() : wrong;
        return wrong.isEmpty() ? mislabelled() : wrong;
    }

    /// Both answers are asked for once and kept, so an author would be surprised later.
    private String changing() {
        if (!capabilities.equals(driver.capabilities())) {
            return "capabilities() answers something else each time; they must never change";
        }
        if (driver.engine() != driver.engine()) {
            return "engine() answers another object each time; channels share an engine by answering the same object, so keep it in a"
                    + " field";
        }
        return "";
    }

    private String undirected() {
        boolean slave = capabilities.supports(Capability.SLAVE) || capabilities.supports(Capability.CYCLIC);
        if (slave && capabilities.directions().stream().noneMatch(direction -> direction != Direction.MEM_TO_MEM)) {
            return "it states SLAVE or CYCLIC, but no direction to or from a device";
        }
        boolean repeats = capabilities.supports(Capability.REPEAT) || capabilities.supports(Capability.LOAD_EOT);
        if (repeats && !capabilities.supports(Capability.INTERLEAVE) && !capabilities.supports(Capability.SLAVE)) {
            return "it states REPEAT or LOAD_EOT, which mean something with INTERLEAVE or SLAVE only";
        }
        return "";
    }

    /// The engine splits runs at the longest segment: what is left must still be whole units.
    private String unsplittable() {
        long segment = capabilities.maxSegmentLength();
        if (segment == Long.MAX_VALUE) {
            return "";
        }
        int unit = Math.max(capabilities.copyAlignment(), capabilities.fillAlignment());
        Set<BusWidth> widths = new TreeSet<>(capabilities.srcWidths());
        widths.addAll(capabilities.dstWidths());
        for (BusWidth width : widths) {
            if (segment % width.bytes() != 0) {
                return "its longest segment, " + segment + " bytes, is no multiple of the width " + width + " that it states";
            }
        }
        return segment % unit == 0 ? "" : "its longest segment, " + segment + " bytes, is no multiple of its alignment of " + unit + " bytes";
    }

    /// Filters of the slave map look at the service properties, the engine at the capabilities.
    private String mislabelled() {
        String wrong = differs(ChannelDriver.CAPABILITIES, capabilities.types());
        wrong = wrong.isEmpty() ? differs(ChannelDriver.DIRECTIONS, capabilities.directions()) : wrong;
        Object lines = reference.getProperty(ChannelDriver.REQUEST_LINES);
        if (wrong.isEmpty() && lines != null && !(lines instanceof int[])) {
            return "service property " + ChannelDriver.REQUEST_LINES + " is " + shown(lines) + " (" + lines.getClass().getSimpleName()
                    + "); it must be an int[]";
        }
        return wrong;
    }

    private String differs(String property, Collection<? extends Enum<?>> stated) {
        Object value = reference.getProperty(property);
        if (value == null) {
            return "";
        }
        Set<String> names = new TreeSet<>();
        stated.forEach(constant -> names.add(constant.name()));
        return value instanceof String[] texts && names.equals(new TreeSet<>(Arrays.asList(texts))) ? "" : "service property " + property
                + " is " + shown(value) + ", but capabilities() states " + names + "; register it with Controller.register";
    }

    private static String shown(Object value) {
        return value instanceof Object[] array ? Arrays.toString(array) : value.toString();
    }
}
