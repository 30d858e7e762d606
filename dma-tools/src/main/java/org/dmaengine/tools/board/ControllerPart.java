package org.dmaengine.tools.board;

import java.util.Map;
import org.dmaengine.DmaException;
import org.dmaengine.slavemap.devicetree.dmas.DmaProvider;
import org.dmaengine.slavemap.devicetree.tree.Node;
import org.dmaengine.spi.SpecifierTranslator;

/// A controller to be made for a node.
///
/// @param name     its name in the container
/// @param node     path of the node
/// @param channels how many channels it has
/// @param lines    how many request lines, 0 for any number
record ControllerPart(String name, String node, int channels, int lines) {
    /// Where the node does not say how many there are.
    static final int USUAL_CHANNELS = 8;
    /// The most that the controller takes.
    static final int MOST_CHANNELS = 256;

    /// @param provider what the node says about itself; null if it takes no specifiers, as a controller that only a router leads to
    static ControllerPart of(Node node, DmaProvider provider, int number) {
        return new ControllerPart(Box.CONTROLLER + number, node.path(), provider == null ? USUAL_CHANNELS : channels(provider),
                provider == null ? 0 : provider.requests().orElse(0));
    }

    private static int channels(DmaProvider provider) {
        int usual = provider.mask().isEmpty() ? USUAL_CHANNELS : provider.mask().size() * Integer.SIZE;
        return Math.clamp(provider.channels().orElse(usual), 1, MOST_CHANNELS);
    }

    /// The line beside one that is taken, on which nothing else is wired.
    ///
    /// @throws DmaException.Rejected if there is but one
    int beside(int line) {
        if (lines == 1) {
            throw new DmaException.Rejected(name + ", which is " + node + ", has one request line, and both names mean it, while a line has"
                    + " one direction; client=PATH or names=A,B takes others");
        }
        return lines == 0 || line + 1 < lines ? line + 1 : line - 1;
    }

    /// The configuration that makes it.
    Map<String, Object> properties() {
        return Map.of("dma.controller", name, "dma.channels", channels, "request.lines", lines, SpecifierTranslator.PATH, node);
    }
}
