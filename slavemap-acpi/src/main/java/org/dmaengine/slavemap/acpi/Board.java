package org.dmaengine.slavemap.acpi;

import java.util.List;
import java.util.stream.IntStream;
import org.dmaengine.slavemap.acpi.dmas.DmaClient;
import org.dmaengine.slavemap.acpi.dmas.DmaController;
import org.dmaengine.slavemap.acpi.dmas.FixedDma;
import org.dmaengine.slavemap.acpi.dmas.Machine;
import org.dmaengine.slavemap.acpi.table.Problem;

/// The tables of one machine that have been read.
///
/// @param name     the folder's name, or the file's without its ending
/// @param origin   the folder or file, for messages
/// @param problems of the tables themselves
record Board(String name, String origin, Machine machine, List<Problem> problems) {
    /// Line and channel of a FixedDMA, in the terms of a device tree's specifier.
    private static final String CELLS = "2";
    private static final String NOBODY = "-";

    Board {
        problems = List.copyOf(problems);
    }

    /// A line for each FixedDMA, with the columns of the listing of a device tree: board, client, name, index, controller, number of cells,
    /// line and channel in hexadecimal, status of the client and of the controller. Where no controller has the line in its range, it is
    /// `-`.
    List<String> listing() {
        return machine.clients().stream().flatMap(client -> IntStream.range(0, client.dmas().size())
                .mapToObj(index -> line(client, index))).toList();
    }

    private String line(DmaClient client, int index) {
        FixedDma dma = client.dmas().get(index);
        return String.join("\t", name, client.device().path(), client.name(index), Integer.toString(index),
                machine.controllerOf(dma.line()).map(DmaController::name).orElse(NOBODY), CELLS, dma.specifier(), client.device().status(),
                machine.controllerOf(dma.line()).map(DmaController::status).orElse(NOBODY));
    }
}
