package org.dmaengine.core.slavemap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmaengine.SwapTerms;
import org.dmaengine.core.shell.Formats;
import org.dmaengine.core.shell.MapCommands;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.SlaveMapEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What `dma:why` says of channels that an entry does not mean.
class WhyTest {
    private static final String NODE = "(devicetree.path=/soc/dma@1000)";

    private final MappedContainer it = new MappedContainer();
    private final MapCommands commands = new MapCommands(it.container.registry(), it.sources, new Formats());

    @BeforeEach
    void bindTwoChannelsToTheNodeAndOneElsewhere() {
        bind("bound", 0, "/soc/dma@1000");
        bind("bound", 1, "/soc/dma@1000");
        bind("other", 0, "/soc/dma@2000");
    }

    private void bind(String controller, int channel, String node) {
        it.container.register(Map.of(ChannelDriver.CONTROLLER, controller, ChannelDriver.CHANNEL, channel,
                ChannelDriver.REQUEST_LINES, new int[] {1, 2}, "devicetree.path", node), MappedContainer.driver());
    }

    /// What stands behind the entry.
    private List<String> why(String controller, String filter, int channel, int line) {
        it.add(Board.file().with(new SlaveMapEntry("uart", "rx", controller, filter, channel, line, "", Map.of(), Set.of(),
                SwapTerms.DEFAULT, "board")));
        List<String> lines = commands.why("uart", "rx").lines().map(String::strip).toList();
        return lines.subList(3, lines.size());
    }

    @Test
    @DisplayName("channels of the right node that do not serve the line, where the entry names no controller as a device tree's do not")
    void shouldSayWhatIsAmissWithTheChannelsOfTheNode() {
        assertEquals(List.of("dma0chan0 no: does not serve request line 99", "dma0chan1 no: does not serve request line 99",
                "not meant: 1 other channel"), why("", NODE, -1, 99));
    }

    @Test
    void shouldSayWhatIsAmissWithTheChannelsOfTheController() {
        assertEquals(List.of("dma1chan0 no: does not match " + NODE, "not meant: 2 other channels"), why("other", NODE, -1, 1));
    }

    @Test
    void shouldOnlyCountThoseOfOtherNodes() {
        assertEquals(List.of("no: the channels present, 3, belong elsewhere; dma:list shows them"),
                why("", "(devicetree.path=/soc/dma@3000)", -1, 1));
    }

    @Test
    void shouldShowThoseThatAreMeantAlone() {
        assertEquals(List.of("dma0chan1 yes: free", "not meant: 2 other channels"), why("", NODE, 1, 2));
    }
}
