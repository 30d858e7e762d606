package org.dmaengine.slavemap.acpi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dmaengine.slavemap.acpi.aml.Device;
import org.dmaengine.slavemap.acpi.dmas.DmaController;
import org.dmaengine.slavemap.acpi.dmas.Identity;
import org.dmaengine.slavemap.acpi.dmas.Machine;
import org.dmaengine.slavemap.acpi.table.CsrtGroup;
import org.dmaengine.spi.AcpiResource;

/// Which channels belong to a controller of the tables: those that state its device by path or by ids that it alone has, or its group of
/// the CSRT.
///
/// That of several alike devices none is meant keeps a controller from serving the wrong one's peripherals. Devices that are not there do
/// not count: no driver comes for them.
final class Bindings {
    private static final String ANY = "(|(" + AcpiResource.PATH + "=*)(" + AcpiResource.HID + "=*)(" + AcpiResource.CSRT + "=*))";

    private final Map<String, Integer> devicesById = new HashMap<>();
    private final Map<Identified, Integer> devicesByIdAndUid = new HashMap<>();
    private final Map<String, Integer> groupsById = new HashMap<>();
    private final Map<DmaController, String> filters = new HashMap<>();
    private final String withoutRange;

    private record Identified(String id, String uid) { }

    Bindings(Machine machine) {
        for (Device device : machine.devices()) {
            if (device.absent().isEmpty()) {
                Identity identity = Identity.of(device);
                identity.ids().forEach(id -> {
                    devicesById.merge(id, 1, Integer::sum);
                    devicesByIdAndUid.merge(new Identified(id, identity.uid()), 1, Integer::sum);
                });
            }
        }
        machine.controllers().forEach(controller -> groupsById.merge(controller.group().id(), 1, Integer::sum));
        machine.controllers().forEach(controller -> filters.put(controller, any(ways(controller, true))));
        List<String> ranged = machine.controllers().stream().flatMap(controller -> ways(controller, false).stream()).distinct().toList();
        withoutRange = ranged.isEmpty() ? ANY : "(&" + ANY + "(!" + any(ranged) + "))";
    }

    /// The filter over the service properties of the channels of a controller that has a range of request lines.
    String filter(DmaController controller) {
        return filters.get(controller);
    }

    /// The filter over those of every controller of the tables that has none (AC-05). Who states what one with a range has, others or not,
    /// is none of these: that one refuses lines outside its range (AC-04).
    String withoutRange() {
        return withoutRange;
    }

    /// @param alone whether only that counts which no other device or group has
    private List<String> ways(DmaController controller, boolean alone) {
        List<String> ways = new ArrayList<>();
        controller.device().ifPresent(device -> addWays(device, alone, ways));
        CsrtGroup group = controller.group();
        ways.add(term(AcpiResource.CSRT, group.fullId()));
        if (!alone || groupsById.get(group.id()) == 1) {
            ways.add(term(AcpiResource.CSRT, group.id()));
        }
        return ways;
    }

    private void addWays(Device device, boolean alone, List<String> ways) {
        ways.add(term(AcpiResource.PATH, device.path()));
        Identity identity = Identity.of(device);
        for (String id : identity.ids()) {
            if (!alone || devicesById.getOrDefault(id, 0) == 1) {
                ways.add("(&" + term(AcpiResource.HID, id) + "(!(" + AcpiResource.UID + "=*)))");
            }
            if (!identity.uid().isEmpty() && (!alone || devicesByIdAndUid.getOrDefault(new Identified(id, identity.uid()), 0) == 1)) {
                ways.add("(&" + term(AcpiResource.HID, id) + term(AcpiResource.UID, identity.uid()) + ")");
            }
        }
    }

    private static String any(List<String> terms) {
        return terms.size() == 1 ? terms.getFirst() : terms.stream().collect(Collectors.joining("", "(|", ")"));
    }

    private static String term(String property, String value) {
        return "(" + property + "=" + value.replaceAll("[\\\\*()]", "\\\\$0") + ")";
    }
}
