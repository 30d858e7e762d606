package org.dmaengine.slavemap.devicetree.tree;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A node of a device tree. Immutable once its tree has been read; compared by identity.
public final class Node {
    private static final String OKAY = "okay";

    private final Node parent;
    private final String name;
    private final String path;
    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final Map<String, Node> children = new LinkedHashMap<>();
    // Asked for each reference to the node, so that they are taken out of their properties once.
    private String status = OKAY;
    private List<String> compatible = List.of();

    /// @param parent null for the root
    Node(Node parent, String name) {
        this.parent = parent;
        this.name = name;
        this.path = parent == null ? "/" : (parent.parent == null ? "" : parent.path) + "/" + name;
    }

    /// Takes a property in; false if there is one of that name.
    boolean put(Property property) {
        if (properties.putIfAbsent(property.name(), property) != null) {
            return false;
        }
        switch (property.name()) {
            case "status" -> status = property.texts().stream().findFirst().orElse(OKAY);
            case "compatible" -> compatible = List.copyOf(property.texts());
            default -> { }
        }
        return true;
    }

    /// Takes a child in; false if there is one of that name.
    boolean put(Node child) {
        return children.putIfAbsent(child.name, child) == null;
    }

    /// The node that this one is in, null for the root.
    public Node parent() {
        return parent;
    }

    /// The name with its unit address, such as `serial@0`; empty for the root.
    public String name() {
        return name;
    }

    /// The names of all nodes on the way, such as `/soc/serial@0`; `/` for the root.
    public String path() {
        return path;
    }

    /// The properties in the order of the tree.
    public Collection<Property> properties() {
        return Collections.unmodifiableCollection(properties.values());
    }

    /// The nodes inside this one in the order of the tree.
    public Collection<Node> children() {
        return Collections.unmodifiableCollection(children.values());
    }

    /// The property of that name.
    public Optional<Property> property(String wanted) {
        return Optional.ofNullable(properties.get(wanted));
    }

    /// The strings of a property, none if it is absent.
    public List<String> texts(String wanted) {
        return property(wanted).map(Property::texts).orElse(List.of());
    }

    /// What the property `status` says, `okay` if it is absent.
    public String status() {
        return status;
    }

    /// What it is compatible with, the closest first.
    public List<String> compatible() {
        return compatible;
    }

    /// The node that keeps this one out of use: itself or the nearest around it whose status is neither `okay` nor `ok`.
    public Optional<Node> disabledBy() {
        for (Node node = this; node != null; node = node.parent) {
            if (!node.status.equals(OKAY) && !node.status.equals("ok")) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return path;
    }
}
