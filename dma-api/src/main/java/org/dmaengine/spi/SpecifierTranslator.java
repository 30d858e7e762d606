package org.dmaengine.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/// Says what the specifiers of a device tree mean to a controller (`of_dma_xlate`): which channel, or which request line.
///
/// Registered as a service by the controller's driver, where the default does not do: there, one cell is the number of a request line or of a
/// channel, and of several cells nothing is known, so that any free channel will do and the driver finds the cells among its
/// [parameters][ChannelHost#parameters]. A slave-map source asks when it reads the tree, not when a channel is requested.
@ConsumerType
public interface SpecifierTranslator {
    /// Service property of channels and of translators, `String`: the path of the node in the device tree that they belong to.
    String PATH = "devicetree.path";

    /// Service property of channels and of translators, `String` or `String[]`: what the node is compatible with. Of a channel it
    /// counts where one node alone is.
    String COMPATIBLE = "devicetree.compatible";

    /// Parameter of the slave-map entry, `List<Long>`: the cells of the specifier as they stand in the tree, whoever has translated them.
    String CELLS = "devicetree.cells";

    /// What this specifier means. Called on any thread; must not block, and must answer the same for the same specifier.
    ///
    /// @return empty if the controller has nothing like that: the next alternative of the name counts (DT-11)
    /// @throws RuntimeException if it is wrong; the entry is left out, with this message
    Optional<Meaning> translate(Specifier specifier);

    /// What follows the phandle.
    ///
    /// @param controller path of the controller's or router's node
    /// @param compatible what that node is compatible with, the closest first
    /// @param cells      numbers of 32 bit, without a sign
    record Specifier(String controller, List<String> compatible, List<Long> cells) {
        /// Copies the lists.
        public Specifier {
            compatible = List.copyOf(compatible);
            cells = List.copyOf(cells);
        }
    }

    /// What a channel must be, in the words of [SlaveMapEntry].
    ///
    /// @param channel     number of the channel; -1 for any free one
    /// @param requestLine request line of the peripheral; -1 for none
    /// @param parameters  further values for the driver
    record Meaning(int channel, int requestLine, Map<String, Object> parameters) {
        /// Copies the map.
        public Meaning {
            parameters = Map.copyOf(parameters);
        }

        /// Any free channel.
        public static Meaning any() {
            return new Meaning(-1, -1, Map.of());
        }

        /// The channel of that number.
        public static Meaning channel(int number) {
            return new Meaning(number, -1, Map.of());
        }

        /// Any free channel that serves the request line.
        public static Meaning line(int number) {
            return new Meaning(-1, number, Map.of());
        }
    }
}
