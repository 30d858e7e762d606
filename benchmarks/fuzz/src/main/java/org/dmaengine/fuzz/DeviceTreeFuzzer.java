package org.dmaengine.fuzz;

import org.dmaengine.slavemap.devicetree.dmas.DmaEntry;
import org.dmaengine.slavemap.devicetree.dmas.DmaProvider;
import org.dmaengine.slavemap.devicetree.dmas.DmaTable;
import org.dmaengine.slavemap.devicetree.tree.DeviceTree;
import org.dmaengine.slavemap.devicetree.tree.DeviceTreeException;
import org.dmaengine.slavemap.devicetree.tree.FlattenedTree;
import org.dmaengine.slavemap.devicetree.tree.Node;

/// Any bytes are a device tree or are refused with one [DeviceTreeException]; of a tree everything can be asked.
public final class DeviceTreeFuzzer {
    private static final boolean PLANTED = Boolean.getBoolean("dma.fuzz.planted");

    private DeviceTreeFuzzer() {
    }

    /// Called by Jazzer.
    public static void fuzzerTestOneInput(byte[] bytes) {
        DeviceTree tree;
        try {
            tree = FlattenedTree.read(bytes);
        } catch (DeviceTreeException refused) {
            if (refused.place().isEmpty() || !refused.getMessage().contains(", found ")) {
                throw new AssertionError("a refusal without a place", refused);
            }
            return;
        }
        for (Node node : tree.nodes()) {
            node.properties().forEach(property -> property.texts().size());
            node.disabledBy();
        }
        DmaTable table = DmaTable.of(tree);
        for (DmaProvider provider : table.providers()) {
            provider.leaves(provider.cells());
            provider.compatible();
        }
        for (DmaEntry entry : table.entries()) {
            if (entry.line("board").chars().filter(c -> c == '\t').count() != 8) {
                throw new AssertionError("a name breaks the columns: " + entry);
            }
            if (PLANTED) {
                plantedDefect(entry);
            }
        }
        table.problems().forEach(Object::toString);
    }

    /// Behind the whole reader and resolver, in steps that are not taken at once by chance: whoever sees that the first leads somewhere gets
    /// there.
    private static void plantedDefect(DmaEntry entry) {
        if (entry.cells().size() == 2 && isOdd(entry.cells().getFirst())) {
            if (isOdd(entry.cells().getLast())) {
                throw new IllegalStateException("the planted defect");
            }
        }
    }

    /// A cell like `00 xx 00 yy`.
    private static boolean isOdd(int cell) {
        return (cell & 0xff00ff00) == 0 && cell >>> 16 != 0 && (cell & 0xff) != 0;
    }
}
