package org.dmaengine.fuzz;

import java.util.List;
import org.dmaengine.slavemap.acpi.aml.Device;
import org.dmaengine.slavemap.acpi.aml.Namespace;
import org.dmaengine.slavemap.acpi.dmas.DmaClient;
import org.dmaengine.slavemap.acpi.dmas.DmaController;
import org.dmaengine.slavemap.acpi.dmas.FixedDma;
import org.dmaengine.slavemap.acpi.dmas.Identity;
import org.dmaengine.slavemap.acpi.dmas.Machine;
import org.dmaengine.slavemap.acpi.table.AcpiException;
import org.dmaengine.slavemap.acpi.table.AcpiTable;
import org.dmaengine.slavemap.acpi.table.Csrt;

/// Any bytes are a table or are refused with one [AcpiException]; of a machine everything can be asked.
public final class AcpiFuzzer {
    private static final boolean PLANTED = Boolean.getBoolean("dma.fuzz.planted");

    private AcpiFuzzer() {
    }

    /// Called by Jazzer.
    public static void fuzzerTestOneInput(byte[] bytes) {
        Machine machine;
        try {
            machine = machine(AcpiTable.read(bytes));
        } catch (AcpiException refused) {
            if (refused.offset() < 0 || refused.offset() > bytes.length || !refused.getMessage().contains(", found ")) {
                throw new AssertionError("a refusal without a place", refused);
            }
            return;
        }
        for (Device device : machine.devices()) {
            Identity.of(device);
            device.status();
            if (device.path().chars().anyMatch(c -> c < ' ')) {
                throw new AssertionError("a name breaks the columns: " + device);
            }
        }
        machine.controllers().forEach(DmaController::name);
        machine.problems().forEach(Object::toString);
        for (DmaClient client : machine.clients()) {
            for (int index = 0; index < client.dmas().size(); index++) {
                client.name(index);
                ask(machine, client.dmas().get(index));
            }
        }
    }

    private static Machine machine(AcpiTable table) throws AcpiException {
        Namespace namespace = new Namespace();
        if (table.signature().equals("CSRT")) {
            return new Machine(namespace, Csrt.read(table.body()).groups());
        }
        namespace.load(table.body());
        return new Machine(namespace, List.of());
    }

    private static void ask(Machine machine, FixedDma dma) {
        machine.controllerOf(dma.line()).ifPresent(DmaController::status);
        if (PLANTED) {
            plantedDefect(dma);
        }
    }

    /// Behind the whole reader, in steps that are not taken at once by chance: whoever sees that the first leads somewhere gets there.
    private static void plantedDefect(FixedDma dma) {
        if (dma.line() >>> 8 != 0 && dma.width() > 16) {
            if (dma.channel() >>> 8 != 0) {
                throw new IllegalStateException("the planted defect");
            }
        }
    }
}
