package org.dmaengine.slavemap.devicetree;

import java.util.OptionalInt;
import org.dmaengine.slavemap.devicetree.dmas.DmaEntry;
import org.dmaengine.slavemap.devicetree.dmas.DmaProvider;
import org.dmaengine.spi.SpecifierTranslator.Meaning;

/// What a specifier means where no driver says it.
///
/// | specifier | meaning |
/// | --- | --- |
/// | of a router | its first cell is the peripheral's line there; the router has the rest among the entry's parameters |
/// | one cell, the controller has `dma-requests` | a request line (DT-15) |
/// | one cell that is a channel by `dma-channels`, and there is no `dma-requests` | that channel (DT-16) |
/// | any other one cell | a request line |
/// | no cell, or several | any free channel; nothing is guessed of several cells |
final class PlainSpecifiers {
    private PlainSpecifiers() {
    }

    static Meaning meaning(DmaEntry entry) {
        DmaProvider controller = entry.controller();
        if (controller.isRouter() ? entry.cells().isEmpty() : entry.cells().size() != 1) {
            return Meaning.any();
        }
        int cell = entry.cells().getFirst();
        if (cell < 0) {
            throw new IllegalArgumentException("0x" + Integer.toHexString(cell) + " is no number of a channel or line, which are below"
                    + " 2147483648; a service SpecifierTranslator of the driver can say what it means");
        }
        return !controller.isRouter() && isChannel(controller, cell) ? Meaning.channel(cell) : Meaning.line(cell);
    }

    private static boolean isChannel(DmaProvider controller, int cell) {
        OptionalInt channels = controller.channels();
        return controller.requests().isEmpty() && channels.isPresent() && cell < channels.getAsInt();
    }
}
