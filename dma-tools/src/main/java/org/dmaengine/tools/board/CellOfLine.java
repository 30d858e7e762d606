package org.dmaengine.tools.board;

import java.util.Map;
import java.util.Optional;
import org.dmaengine.spi.SpecifierTranslator;

/// Finds the request line among several cells: the first, but for the controllers below.
///
/// | compatible | cells |
/// | --- | --- |
/// | `allwinner,sun4i-a10-dma` | kind of channel, request line |
/// | any other | request line, and what the driver wants to know besides |
final class CellOfLine implements SpecifierTranslator {
    private static final Map<String, Integer> KNOWN = Map.of("allwinner,sun4i-a10-dma", 1);

    @Override
    public Optional<Meaning> translate(Specifier specifier) {
        int cell = specifier.compatible().stream().filter(KNOWN::containsKey).map(KNOWN::get).findFirst().orElse(0);
        return Optional.of(Meaning.line(Math.toIntExact(specifier.cells().get(cell))));
    }
}
