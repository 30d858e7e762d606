package org.dmaengine.slavemap.devicetree.dmas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmaengine.slavemap.devicetree.tree.DeviceTree;
import org.dmaengine.slavemap.devicetree.tree.Node;
import org.dmaengine.slavemap.devicetree.tree.Property;

/// The property `dmas` of every node of a tree, resolved.
///
/// ```text
/// dmas      = <&dma0 0x1a 0>, <0>, <&xbar 17>;        phandle, then as many cells as that node's #dma-cells says;
/// dma-names = "tx", "", "rx";                          a phandle 0 is an empty slot: it takes an index and a name
/// ```
///
/// Immutable; made in time and memory proportional to the tree.
public final class DmaTable {
    private static final String DMAS = "dmas";
    /// More than any board has in all (the largest known: 220), and bounded for a tree that was made to harm.
    private static final int MOST_ENTRIES = 1 << 16;
    /// More than anybody reads.
    private static final int MOST_PROBLEMS = 1000;

    private final DeviceTree tree;
    private final Providers providers;
    private final List<DmaEntry> entries = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private DmaTable(DeviceTree tree) {
        this.tree = tree;
        this.providers = new Providers(tree, this::report);
    }

    /// Resolves all references of this tree.
    public static DmaTable of(DeviceTree tree) {
        DmaTable table = new DmaTable(tree);
        for (Node node : tree.nodes()) {
            node.property(DMAS).ifPresent(dmas -> table.resolve(node, dmas));
        }
        return table;
    }

    /// The specifiers that refer to a controller or router, in the order of the tree and of each property.
    public List<DmaEntry> entries() {
        return List.copyOf(entries);
    }

    /// What does not hold together.
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /// The controllers and routers of the tree, whether anybody refers to them or not.
    public List<DmaProvider> providers() {
        return tree.nodes().stream().flatMap(node -> providers.of(node).stream()).toList();
    }

    private void resolve(Node client, Property dmas) {
        List<String> names = client.texts("dma-names");
        int at = 0;
        int index = 0;
        while (at < dmas.cells()) {
            int phandle = dmas.cell(at++);
            if (phandle != 0) {
                int left = dmas.cells() - at;
                Optional<DmaProvider> controller = controller(client, index, phandle, left);
                if (controller.isEmpty() || isFull(client)) {
                    return; // how long this specifier is cannot be said, so the rest cannot be read either
                }
                int cells = controller.get().cells();
                entries.add(new DmaEntry(client, index < names.size() ? names.get(index) : "", index, controller.get(), cells(dmas, at, cells)));
                at += cells;
            }
            index++;
        }
        checkNames(client, names, index);
        if (dmas.length() % Integer.BYTES != 0) {
            report(new Problem(client.path(), DMAS, "has " + dmas.length() + " bytes, no whole number of cells; the last are passed over"));
        }
    }

    private Optional<DmaProvider> controller(Node client, int index, int phandle, int left) {
        String place = DMAS + "[" + index + "]";
        Optional<Node> node = tree.byPhandle(phandle);
        if (node.isEmpty()) {
            report(new Problem(client.path(), place, "phandle " + hex(phandle) + " refers to no node; it and those behind it are left out"));
            return Optional.empty();
        }
        Optional<DmaProvider> controller = providers.of(node.get());
        if (controller.isEmpty()) {
            report(new Problem(client.path(), place, "refers to " + node.get()
                    + ", which has no #dma-cells; it and those behind it are left out"));
        } else if (controller.get().cells() > left) {
            report(new Problem(client.path(), place, "has " + left + " cells, but " + node.get() + " says #dma-cells = "
                    + controller.get().cells() + "; it is left out"));
            return Optional.empty();
        }
        return controller;
    }

    private void checkNames(Node client, List<String> names, int specifiers) {
        if (client.property("dma-names").isEmpty()) {
            report(new Problem(client.path(), "dma-names", "is absent; channels are requested by name, so none of its dmas can be"));
        } else if (names.size() != specifiers) {
            report(new Problem(client.path(), "dma-names", "has " + names.size() + " names for " + specifiers + " specifiers in dmas"));
        }
    }

    private boolean isFull(Node client) {
        if (entries.size() < MOST_ENTRIES) {
            return false;
        }
        report(new Problem(client.path(), DMAS, "the tree has more than " + MOST_ENTRIES
                + " entries (a limit of this reader); the rest is left out"));
        return true;
    }

    private void report(Problem problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }

    private static List<Integer> cells(Property property, int from, int count) {
        List<Integer> cells = new ArrayList<>(count);
        for (int i = from; i < from + count; i++) {
            cells.add(property.cell(i));
        }
        return cells;
    }

    static String hex(int cell) {
        return "0x" + Integer.toHexString(cell);
    }
}
