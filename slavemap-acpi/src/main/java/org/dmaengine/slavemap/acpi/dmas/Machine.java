package org.dmaengine.slavemap.acpi.dmas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmaengine.slavemap.acpi.aml.DataObject;
import org.dmaengine.slavemap.acpi.aml.DataObject.Buffer;
import org.dmaengine.slavemap.acpi.aml.DataObject.Unread;
import org.dmaengine.slavemap.acpi.aml.Device;
import org.dmaengine.slavemap.acpi.aml.Namespace;
import org.dmaengine.slavemap.acpi.table.AcpiException;
import org.dmaengine.slavemap.acpi.table.Bytes;
import org.dmaengine.slavemap.acpi.table.CsrtGroup;
import org.dmaengine.slavemap.acpi.table.Problem;
import org.dmaengine.slavemap.acpi.table.Problems;

/// What the tables of one machine say of DMA. Immutable; made in time and memory proportional to the tables.
public final class Machine {
    private static final String CURRENT = "_CRS";
    private static final String POSSIBLE = "_PRS";
    /// More than any machine has in all.
    private static final int MOST_DMAS = 1 << 16;
    private static final int LINES = 1 << 16;

    private final List<DmaClient> clients = new ArrayList<>();
    private final List<DmaController> controllers = new ArrayList<>();
    // In this order: many devices of every machine have a _CRS that is a method, which says nothing of DMA.
    private final Problems problems = new Problems();
    private final Problems ofDevices = new Problems();
    private final Problems unread = new Problems();
    private final List<Device> devices;
    private final DmaController[] byLine = new DmaController[LINES];
    private int dmas;

    /// A device by its registers and interrupt.
    private record Registers(long base, long interrupt) { }

    /// @param namespace what the DSDT and the SSDTs declare
    /// @param groups    what the CSRT says; none if there is no such table
    public Machine(Namespace namespace, List<CsrtGroup> groups) {
        devices = namespace.devices();
        Map<Registers, Device> byRegisters = new HashMap<>();
        for (Device device : devices) {
            Resources resources = resources(device);
            // Of several the last one counts, as in Linux.
            if (!resources.memory().isEmpty() && !resources.interrupts().isEmpty()) {
                byRegisters.merge(new Registers(resources.memory().getLast(), resources.interrupts().getLast()), device,
                        (former, next) -> former.absent().isPresent() && next.absent().isEmpty() ? next : former);
            }
            if (!resources.dmas().isEmpty()) {
                client(device, resources);
            }
        }
        for (CsrtGroup group : groups) {
            controller(group, Optional.ofNullable(byRegisters.get(new Registers(group.mmioBase(), group.interrupt()))));
        }
        problems.addAll(ofDevices);
        problems.addAll(namespace.problems());
        problems.addAll(unread);
    }

    /// The devices in the order of their declarations.
    public List<Device> devices() {
        return devices;
    }

    /// Those that have FixedDMA resources, in the order of their declarations.
    public List<DmaClient> clients() {
        return List.copyOf(clients);
    }

    /// Those that have a range of request lines, in the order of the CSRT.
    public List<DmaController> controllers() {
        return List.copyOf(controllers);
    }

    /// What does not hold together, or would need an interpreter: of the CSRT, of the devices, of code; then whose resources are unknown.
    public List<Problem> problems() {
        return problems.all();
    }

    /// The controller whose range has the request line; of several the first (AC-04). Empty means that every controller without a range may
    /// be meant (AC-05, AC-10).
    public Optional<DmaController> controllerOf(int line) {
        return Optional.ofNullable(byLine[line]);
    }

    private Resources resources(Device device) {
        Resources current = resources(device, CURRENT);
        if (device.value(CURRENT).isEmpty() && !resources(device, POSSIBLE).dmas().isEmpty()) {
            ofDevices.add(new Problem(device.path(), "has FixedDMA in " + POSSIBLE + " alone; what it uses would stand in " + CURRENT));
        }
        return current;
    }

    private Resources resources(Device device, String name) {
        DataObject value = device.value(name).orElse(null);
        try {
            switch (value) {
                case Buffer(Bytes bytes) -> {
                    return ResourceTemplate.read(bytes);
                }
                case Unread(String why) -> unread.add(new Problem(device.path(), name + " " + why + ", which would need an AML interpreter;"
                        + " its resources are unknown"));
                case null -> { }
                default -> ofDevices.add(new Problem(device.path(), name + " is no buffer; its resources are unknown"));
            }
        } catch (AcpiException e) {
            ofDevices.add(new Problem(device.path(), name + " holds no resources: " + e.getMessage()));
        }
        return Resources.none();
    }

    private void client(Device device, Resources resources) {
        dmas += resources.dmas().size();
        if (dmas > MOST_DMAS) {
            ofDevices.add(new Problem(device.path(), "the tables have more than " + MOST_DMAS
                    + " FixedDMA (a limit of this reader); these are left out"));
            return;
        }
        clients.add(new DmaClient(device, resources.dmas(), DmaNames.of(device)));
        device.unreadStatus().ifPresent(why -> ofDevices.add(new Problem(device.path(), "_STA " + why
                + ", which would need an AML interpreter; it is taken as present")));
    }

    private void controller(CsrtGroup group, Optional<Device> device) {
        if (!group.hasRange()) {
            return;
        }
        DmaController controller = new DmaController(group, device);
        if (group.lines() == 0) {
            problems.add(new Problem("CSRT", controller.name() + " has no request lines, from " + group.base() + " on; it serves nobody"));
        }
        controllers.stream().filter(other -> overlap(other.group(), group)).findFirst().ifPresent(other -> problems.add(new Problem("CSRT",
                controller.name() + " has request lines of " + other.name() + ", which counts for them")));
        controllers.add(controller);
        for (int line = group.base(); line < Math.min(LINES, group.base() + group.lines()); line++) {
            byLine[line] = byLine[line] == null ? controller : byLine[line];
        }
    }

    private static boolean overlap(CsrtGroup one, CsrtGroup other) {
        return one.base() < other.base() + other.lines() && other.base() < one.base() + one.lines();
    }
}
