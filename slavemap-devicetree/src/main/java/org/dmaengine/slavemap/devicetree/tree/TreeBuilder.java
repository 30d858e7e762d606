package org.dmaengine.slavemap.devicetree.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Puts a tree together from what a reader meets, in its order, and sees to the rules that hold for every tree.
///
/// The limits are far beyond any board (of the 37 looked at the largest has 890 nodes and 5,307 properties) and keep what a tree that was made
/// to harm costs within 200 MiB.
final class TreeBuilder {
    /// Of a flattened tree, and of all values in a folder. Eight times what Linux maps for the tree it boots with (arm64).
    static final int MOST_BYTES = 16 << 20;
    /// As in Linux (`FDT_MAX_DEPTH`).
    static final int MOST_DEPTH = 64;
    static final int MOST_NODES = 1 << 16;
    static final int MOST_PROPERTIES = 1 << 18;
    static final int LONGEST_NAME = 255;
    static final int LONGEST_PATH = 1024;

    private final List<Node> nodes = new ArrayList<>();
    private int properties;
    private int depth;
    private Node current;

    /// Says whether no node has begun yet.
    boolean isEmpty() {
        return nodes.isEmpty();
    }

    /// A node begins, inside the one that has begun last and not ended.
    ///
    /// @param place where, for messages
    void begin(String name, Supplier<String> place) throws DeviceTreeException {
        if (current == null && !nodes.isEmpty()) {
            throw new DeviceTreeException("the end of the tree behind its root", "another node, " + name, place.get());
        }
        atMost(MOST_DEPTH, ++depth, "nodes inside each other", place);
        atMost(MOST_NODES, nodes.size() + 1, "nodes", place);
        Node node = new Node(current, name);
        atMost(LONGEST_PATH, node.path().length(), "characters in a path", place);
        if (current != null && !current.put(node)) {
            throw new DeviceTreeException("each node once", node.path() + " again", place.get());
        }
        nodes.add(node);
        current = node;
    }

    /// The node that has begun last has a property.
    void property(Property property, Supplier<String> place) throws DeviceTreeException {
        if (current == null) {
            throw new DeviceTreeException("a node first", "the property " + property.name(), place.get());
        }
        if (!current.children().isEmpty()) {
            throw new DeviceTreeException("the properties of " + current.path() + " before the nodes inside it", property.name(), place.get());
        }
        atMost(MOST_PROPERTIES, ++properties, "properties", place);
        if (!current.put(property)) {
            throw new DeviceTreeException("each property of " + current.path() + " once", property.name() + " again", place.get());
        }
    }

    /// The node that has begun last ends.
    void end(Supplier<String> place) throws DeviceTreeException {
        if (current == null) {
            throw new DeviceTreeException("no end of a node, since none has begun", "one", place.get());
        }
        current = current.parent();
        depth--;
    }

    /// The tree, at its end.
    DeviceTree tree(Supplier<String> place) throws DeviceTreeException {
        if (nodes.isEmpty()) {
            throw new DeviceTreeException("a root node", "none", place.get());
        }
        if (current != null) {
            throw new DeviceTreeException("the end of node " + current.path(), "the end of the tree", place.get());
        }
        return new DeviceTree(nodes);
    }

    /// Names are what people see, and columns of listings: printable ASCII without blanks and slashes.
    static void checkName(String name, String what, Supplier<String> place) throws DeviceTreeException {
        boolean clean = !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c <= '~' && c != '/');
        if (!clean) {
            StringBuilder shown = new StringBuilder();
            name.chars().forEach(c -> shown.append(c >= ' ' && c <= '~' ? Character.toString(c) : String.format("\\x%02x", c)));
            throw new DeviceTreeException("the name of a " + what + " in printable ASCII without blanks and slashes", "\"" + shown + '"',
                    place.get());
        }
    }

    static void atMost(int most, int found, String what, Supplier<String> place) throws DeviceTreeException {
        if (found > most) {
            throw new DeviceTreeException("at most " + most + " " + what + " (a limit of this reader)", "more", place.get());
        }
    }
}
