package org.dmaengine.slavemap.devicetree.dmas;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.dmaengine.slavemap.devicetree.tree.Node;
import org.dmaengine.slavemap.devicetree.tree.Property;

/// A node that specifiers refer to: a controller, or a router in front of controllers (DT-01, DT-02, DT-04).
///
/// @param cells    how many cells follow its phandle in a specifier (`#dma-cells`)
/// @param channels how many channels it has (`dma-channels`), empty if it does not say
/// @param requests how many request lines it has (`dma-requests`), of a router its inputs; empty if it does not say
/// @param mask     the channels left to the operating system (`dma-channel-mask`), 32 to an item; empty for all
/// @param masters  of a router the controllers that it leads to (`dma-masters`), else none
public record DmaProvider(Node node, int cells, OptionalInt channels, OptionalInt requests, List<Integer> mask, List<Node> masters) {
    /// Copies the lists.
    public DmaProvider {
        mask = List.copyOf(mask);
        masters = List.copyOf(masters);
    }

    /// The path of its node.
    public String path() {
        return node.path();
    }

    /// What its node is compatible with, the closest first.
    public List<String> compatible() {
        return node.compatible();
    }

    /// Says whether it is a router.
    public boolean isRouter() {
        return node.property("dma-masters").isPresent();
    }

    /// Says whether the operating system may use the channel of that number, as far as the node says so.
    public boolean leaves(int channel) {
        return mask.isEmpty() || channel / Integer.SIZE < mask.size() && (mask.get(channel / Integer.SIZE) >>> channel % Integer.SIZE & 1) != 0;
    }

    /// The number that a property states, empty if it is absent or no number from 0 on.
    static OptionalInt number(Node node, String property) {
        return node.property(property).filter(value -> value.length() == Integer.BYTES && value.cell(0) >= 0)
                .map(value -> OptionalInt.of(value.cell(0))).orElse(OptionalInt.empty());
    }

    /// The cells of a property, none if it is absent.
    static List<Integer> cells(Node node, String property) {
        return node.property(property).map(DmaProvider::cells).orElse(List.of());
    }

    private static List<Integer> cells(Property property) {
        return IntStream.range(0, property.cells()).mapToObj(property::cell).toList();
    }
}
