package org.dmaengine.slavemap.devicetree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dmaengine.slavemap.devicetree.dmas.DmaProvider;
import org.dmaengine.slavemap.devicetree.tree.Node;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.SpecifierTranslator;

/// Which channels belong to a node of the tree: those that state its path, or a `compatible` that it alone has.
///
/// That of several alike nodes none is meant keeps a controller from serving the wrong one's peripherals. Nodes that are out of use do not
/// count, since no driver comes for them, unless status is ignored: then their clients are served as all others.
final class Bindings {
    private final Map<Node, DmaProvider> providers = new HashMap<>();
    private final Map<String, Integer> nodesByCompatible = new HashMap<>();
    // One for each controller, whoever refers to it.
    private final Map<List<Node>, String> filtersOfAll = new HashMap<>();
    private final Map<List<Node>, String> filtersOfLeft = new HashMap<>();

    /// @param ignoresStatus whether nodes whose status is not `okay` count as well
    Bindings(List<Board> boards, boolean ignoresStatus) {
        boards.stream().flatMap(board -> board.table().providers().stream()).forEach(provider -> {
            providers.put(provider.node(), provider);
            if (ignoresStatus || provider.node().disabledBy().isEmpty()) {
                provider.compatible().stream().distinct().forEach(compatible -> nodesByCompatible.merge(compatible, 1, Integer::sum));
            }
        });
    }

    /// The filter over the service properties of channels that belong to any of these nodes.
    ///
    /// @param anyChannel whether it is for any of their channels; of a channel that the entry names the caller knows whether the node leaves it
    String filter(List<Node> nodes, boolean anyChannel) {
        Map<List<Node>, String> filters = anyChannel ? filtersOfLeft : filtersOfAll;
        return filters.computeIfAbsent(nodes, each -> any(each.stream().map(node -> filter(node, anyChannel)).toList()));
    }

    private String filter(Node node, boolean anyChannel) {
        List<String> ways = new ArrayList<>();
        ways.add(term(SpecifierTranslator.PATH, node.path()));
        node.compatible().stream().distinct().filter(compatible -> nodesByCompatible.getOrDefault(compatible, 0) == 1)
                .forEach(compatible -> ways.add(term(SpecifierTranslator.COMPATIBLE, compatible)));
        DmaProvider provider = providers.get(node);
        return provider == null || provider.mask().isEmpty() || !anyChannel ? any(ways) : "(&" + any(ways) + any(left(provider)) + ")";
    }

    /// The channels that the node leaves to the operating system, as ranges (DT-02, DT-03).
    private static List<String> left(DmaProvider provider) {
        List<String> ranges = new ArrayList<>();
        int channels = provider.mask().size() * Integer.SIZE;
        int begin = -1;
        for (int channel = 0; channel <= channels; channel++) {
            boolean left = channel < channels && provider.leaves(channel);
            if (left && begin < 0) {
                begin = channel;
            } else if (!left && begin >= 0) {
                ranges.add("(&(" + ChannelDriver.CHANNEL + ">=" + begin + ")(" + ChannelDriver.CHANNEL + "<=" + (channel - 1) + "))");
                begin = -1;
            }
        }
        return ranges.isEmpty() ? List.of("(" + ChannelDriver.CHANNEL + "=-1)") : ranges;
    }

    private static String any(List<String> terms) {
        return terms.size() == 1 ? terms.getFirst() : terms.stream().collect(Collectors.joining("", "(|", ")"));
    }

    private static String term(String property, String value) {
        return "(" + property + "=" + value.replaceAll("[\\\\*()]", "\\\\$0") + ")";
    }
}
