package org.dmaengine.slavemap.devicetree.dmas;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.dmaengine.slavemap.devicetree.tree.DeviceTree;
import org.dmaengine.slavemap.devicetree.tree.Node;

/// The controllers and routers of a tree, each looked at once.
final class Providers {
    private static final String CELLS = "#dma-cells";
    private static final String MASTERS = "dma-masters";
    private static final String MASK = "dma-channel-mask";
    /// By the binding of the property (DT-02).
    private static final int MOST_MASK_ITEMS = 255;
    /// More than any router has (the largest known: 2), and bounded for a tree that was made to harm.
    private static final int MOST_MASTERS = 255;

    private final DeviceTree tree;
    private final Consumer<Problem> problems;
    private final Map<Node, Optional<DmaProvider>> known = new HashMap<>();

    Providers(DeviceTree tree, Consumer<Problem> problems) {
        this.tree = tree;
        this.problems = problems;
    }

    /// The node as one that specifiers can refer to; empty if it does not say how many cells it takes.
    Optional<DmaProvider> of(Node node) {
        return known.computeIfAbsent(node, this::read);
    }

    private Optional<DmaProvider> read(Node node) {
        OptionalInt cells = DmaProvider.number(node, CELLS);
        if (cells.isEmpty()) {
            return Optional.empty();
        }
        for (String property : List.of("dma-channels", "dma-requests")) {
            if (node.property(property).isPresent() && DmaProvider.number(node, property).isEmpty()) {
                problems.accept(new Problem(node.path(), property, "is no number of 32 bit below 2147483648; it is passed over"));
            }
        }
        return Optional.of(new DmaProvider(node, cells.getAsInt(), DmaProvider.number(node, "dma-channels"),
                DmaProvider.number(node, "dma-requests"), mask(node), masters(node)));
    }

    private List<Integer> mask(Node node) {
        List<Integer> mask = DmaProvider.cells(node, MASK);
        if (mask.size() > MOST_MASK_ITEMS) {
            problems.accept(new Problem(node.path(), MASK, "has " + mask.size() + " items, allowed are " + MOST_MASK_ITEMS
                    + "; it is passed over"));
            return List.of();
        }
        return mask;
    }

    /// Each once, however often the property has it.
    private List<Node> masters(Node router) {
        Set<Node> masters = new LinkedHashSet<>();
        List<Integer> phandles = DmaProvider.cells(router, MASTERS);
        if (phandles.size() > MOST_MASTERS) {
            problems.accept(new Problem(router.path(), MASTERS, "has " + phandles.size() + " items, allowed are " + MOST_MASTERS
                    + "; those behind them are passed over"));
        }
        for (int i = 0; i < Math.min(phandles.size(), MOST_MASTERS); i++) {
            String place = MASTERS + "[" + i + "]";
            Optional<Node> master = tree.byPhandle(phandles.get(i));
            if (master.isEmpty()) {
                problems.accept(new Problem(router.path(), place, "phandle " + DmaTable.hex(phandles.get(i))
                        + " refers to no node; it is passed over"));
            } else if (master.get().property(MASTERS).isPresent()) {
                problems.accept(new Problem(router.path(), place, "refers to " + master.get()
                        + ", which is a router itself; it is passed over"));
            } else {
                masters.add(master.get());
            }
        }
        return List.copyOf(masters);
    }
}
