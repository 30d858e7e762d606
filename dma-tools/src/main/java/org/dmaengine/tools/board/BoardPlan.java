package org.dmaengine.tools.board;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.dmaengine.slavemap.devicetree.dmas.DmaEntry;
import org.dmaengine.slavemap.devicetree.dmas.DmaProvider;
import org.dmaengine.slavemap.devicetree.dmas.DmaTable;
import org.dmaengine.slavemap.devicetree.tree.Node;

/// What has to be there so that every client of a tree can be served: a controller for each node that a client refers to, by itself or
/// through a router; a router for each router node; a translator where a controller's specifiers have several cells.
///
/// @param controllers in the order in which the tree refers to them
/// @param routers     likewise
/// @param translated  paths of the controllers whose specifiers have several cells
record BoardPlan(List<ControllerPart> controllers, List<RouterPart> routers, Set<String> translated) {
    /// Copies the collections.
    BoardPlan {
        controllers = List.copyOf(controllers);
        routers = List.copyOf(routers);
        translated = Set.copyOf(translated);
    }

    /// @param ignoresStatus whether nodes count that are out of use
    static BoardPlan of(DmaTable table, boolean ignoresStatus) {
        Map<Node, DmaProvider> providers = new HashMap<>();
        table.providers().forEach(provider -> providers.put(provider.node(), provider));
        Set<Node> controllers = new LinkedHashSet<>();
        Map<Node, RouterPart> routers = new LinkedHashMap<>();
        Set<String> translated = new LinkedHashSet<>();
        for (DmaEntry entry : table.entries()) {
            DmaProvider provider = entry.controller();
            if (!isInUse(provider.node(), ignoresStatus) || !isInUse(entry.client(), ignoresStatus)) {
                continue;
            }
            if (provider.isRouter()) {
                List<Node> masters = provider.masters().stream().filter(master -> isInUse(master, ignoresStatus)).toList();
                routers.computeIfAbsent(provider.node(), node -> new RouterPart(node.path(), outputs(masters, providers)));
                controllers.addAll(masters);
            } else {
                controllers.add(provider.node());
                if (provider.cells() > 1) {
                    translated.add(provider.path());
                }
            }
        }
        List<ControllerPart> parts = new ArrayList<>();
        controllers.forEach(node -> parts.add(ControllerPart.of(node, providers.get(node), parts.size())));
        return new BoardPlan(parts, List.copyOf(routers.values()), translated);
    }

    /// Channels of all controllers.
    int channels() {
        return controllers.stream().mapToInt(ControllerPart::channels).sum();
    }

    /// The controller of that name.
    ControllerPart controller(String name) {
        return controllers.stream().filter(part -> part.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no controller of the board"));
    }

    private static boolean isInUse(Node node, boolean ignoresStatus) {
        return ignoresStatus || node.disabledBy().isEmpty();
    }

    /// The lines that every one of them has, 0 for any number.
    private static int outputs(List<Node> masters, Map<Node, DmaProvider> providers) {
        return masters.stream().map(providers::get).filter(provider -> provider != null && provider.requests().isPresent())
                .map(DmaProvider::requests).mapToInt(OptionalInt::getAsInt).min().orElse(0);
    }
}
