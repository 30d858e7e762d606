package org.dmaengine.slavemap.devicetree.tree;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A device tree that has been read.
public final class DeviceTree {
    /// Both spellings of the property by which others refer to a node.
    private static final List<String> PHANDLE = List.of("phandle", "linux,phandle");

    private final List<Node> nodes;
    private final Map<Integer, Node> byPhandle = new HashMap<>();

    /// @param nodes all of them in the order of the tree, the root first
    DeviceTree(List<Node> nodes) {
        this.nodes = List.copyOf(nodes);
        for (Node node : this.nodes) {
            PHANDLE.stream().flatMap(name -> node.property(name).stream()).filter(property -> property.length() == Integer.BYTES)
                    .findFirst().ifPresent(phandle -> byPhandle.putIfAbsent(phandle.cell(0), node));
        }
    }

    /// The node that everything is in.
    public Node root() {
        return nodes.getFirst();
    }

    /// All nodes in the order of the tree: a node stands before those inside it.
    public List<Node> nodes() {
        return nodes;
    }

    /// The first node that this number refers to.
    public Optional<Node> byPhandle(int phandle) {
        return Optional.ofNullable(byPhandle.get(phandle));
    }
}
