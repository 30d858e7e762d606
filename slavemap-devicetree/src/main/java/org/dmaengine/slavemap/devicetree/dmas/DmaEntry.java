package org.dmaengine.slavemap.devicetree.dmas;

import java.util.List;
import java.util.stream.Collectors;
import org.dmaengine.slavemap.devicetree.tree.Node;

/// One specifier of a client's property `dmas`.
///
/// @param name  what the client calls it (`dma-names`), empty if it has no name
/// @param index its place in the property, empty slots counted
/// @param cells what the controller makes of it, `#dma-cells` of them
public record DmaEntry(Node client, String name, int index, DmaProvider controller, List<Integer> cells) {
    /// Copies the cells.
    public DmaEntry {
        cells = List.copyOf(cells);
    }

    /// The cells in hexadecimal, separated by commas.
    public String specifier() {
        return cells.stream().map(Integer::toHexString).collect(Collectors.joining(","));
    }

    /// The line of a listing: board, client, name, index, controller, `#dma-cells`, specifier, status of the client and of the controller,
    /// separated by tabs.
    public String line(String board) {
        return String.join("\t", board, client.path(), name, Integer.toString(index), controller.path(), Integer.toString(controller.cells()),
                specifier(), client.status(), controller.node().status());
    }
}
