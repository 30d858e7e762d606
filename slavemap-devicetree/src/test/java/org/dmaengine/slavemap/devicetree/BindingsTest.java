package org.dmaengine.slavemap.devicetree;

import static org.dmaengine.slavemap.devicetree.stubs.Orchard.APPLE;
import static org.dmaengine.slavemap.devicetree.stubs.Orchard.PEAR;
import static org.dmaengine.slavemap.devicetree.stubs.Orchard.PLUM_0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dmaengine.contract.Clause;
import org.dmaengine.slavemap.devicetree.dmas.DmaTable;
import org.dmaengine.slavemap.devicetree.stubs.TreeWriter;
import org.dmaengine.slavemap.devicetree.tree.DeviceTree;
import org.dmaengine.slavemap.devicetree.tree.FlattenedTree;
import org.dmaengine.slavemap.devicetree.tree.Node;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;

class BindingsTest {
    private final DeviceTree tree = FlattenedTree.read(TreeWriter.compiled("orchard"));
    private final Bindings bindings = new Bindings(List.of(board(tree)), false);

    BindingsTest() throws Exception { }

    @Test
    void shouldMeanTheChannelsThatStateTheNodesPath() throws Exception {
        assertTrue(matches(Map.of("devicetree.path", APPLE), APPLE));
        assertFalse(matches(Map.of("devicetree.path", PEAR), APPLE));
        assertFalse(matches(Map.of("dma.controller", APPLE), APPLE));
    }

    @Test
    void shouldMeanThoseThatStateWhatThisNodeAloneIsCompatibleWith() throws Exception {
        assertTrue(matches(Map.of("devicetree.compatible", "dmaengine,apple"), APPLE));
        assertTrue(matches(Map.of("devicetree.compatible", new String[] {"other", "dmaengine,apple-2"}), APPLE));
        assertTrue(matches(Map.of("devicetree.compatible", "dmaengine,pear", "dma.channel", 1), PEAR), "the other pear is out of use");
        assertFalse(matches(Map.of("devicetree.compatible", "dmaengine,plum"), PLUM_0), "there are two");
    }

    @Test
    void shouldCountNodesThatAreOutOfUseWhenStatusIsIgnored() throws Exception {
        DeviceTree alike = FlattenedTree.read(new TreeWriter().begin("")
                .begin("dma@0").cells("#dma-cells", 1).texts("compatible", "acme,dma").end()
                .begin("dma@1").cells("#dma-cells", 1).texts("compatible", "acme,dma").texts("status", "disabled").end().end().bytes());
        List<Node> used = alike.nodes().stream().filter(node -> node.path().equals("/dma@0")).toList();
        assertEquals("(|(devicetree.path=/dma@0)(devicetree.compatible=acme,dma))",
                new Bindings(List.of(board(alike)), false).filter(used, true));
        assertEquals("(devicetree.path=/dma@0)", new Bindings(List.of(board(alike)), true).filter(used, true), "there are two");
    }

    @Test
    @Clause({"DT-02", "DT-03"})
    void shouldLeaveOutChannelsThatTheMaskKeepsBack() throws Exception {
        for (int channel = 0; channel < 9; channel++) {
            boolean left = List.of(1, 2, 4, 5, 6, 7).contains(channel);
            assertTrue(left == matches(Map.of("devicetree.path", PEAR, "dma.channel", channel), PEAR), "channel " + channel);
        }
    }

    @Test
    void shouldLeaveTheMaskToTheEntryThatNamesAChannel() {
        assertEquals("(|(devicetree.path=/soc/dma-controller@2000)(devicetree.compatible=dmaengine,pear))",
                bindings.filter(List.of(node(PEAR)), false));
    }

    @Test
    void shouldMeanNoChannelWhereTheMaskLeavesNone() throws Exception {
        DeviceTree none = FlattenedTree.read(new TreeWriter().begin("")
                .begin("dma").cells("#dma-cells", 1).cells("dma-channel-mask", 0).end().end().bytes());
        String filter = new Bindings(List.of(board(none)), false).filter(List.of(none.nodes().getLast()), true);
        assertFalse(FrameworkUtil.createFilter(filter).matches(Map.of("devicetree.path", "/dma", "dma.channel", 0)), filter);
    }

    @Test
    void shouldMeanTheChannelsOfAnyOfSeveralNodes() throws Exception {
        for (String path : List.of(APPLE, PLUM_0)) {
            assertTrue(matches(Map.of("devicetree.path", path), APPLE, PLUM_0));
        }
        assertFalse(matches(Map.of("devicetree.path", PEAR, "dma.channel", 1), APPLE, PLUM_0));
    }

    @Test
    void shouldTakeNamesAsTheyAre() throws Exception {
        DeviceTree odd = FlattenedTree.read(new TreeWriter().begin("").begin("d*(a)\\").cells("#dma-cells", 1).end().end().bytes());
        String filter = new Bindings(List.of(board(odd)), false).filter(List.of(odd.nodes().getLast()), true);
        assertTrue(FrameworkUtil.createFilter(filter).matches(Map.of("devicetree.path", "/d*(a)\\")), filter);
        assertFalse(FrameworkUtil.createFilter(filter).matches(Map.of("devicetree.path", "/dx(a)\\")), filter);
    }

    private boolean matches(Map<String, Object> properties, String... paths) throws Exception {
        return FrameworkUtil.createFilter(bindings.filter(Stream.of(paths).map(this::node).toList(), true)).matches(properties);
    }

    private Node node(String path) {
        return tree.nodes().stream().filter(node -> node.path().equals(path)).findAny().orElseThrow();
    }

    private static Board board(DeviceTree tree) {
        return new Board("orchard", "orchard.dtb", DmaTable.of(tree));
    }
}
