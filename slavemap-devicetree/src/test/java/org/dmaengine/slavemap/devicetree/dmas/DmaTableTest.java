package org.dmaengine.slavemap.devicetree.dmas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dmaengine.contract.Clause;
import org.dmaengine.slavemap.devicetree.stubs.TreeWriter;
import org.dmaengine.slavemap.devicetree.tree.DeviceTreeException;
import org.dmaengine.slavemap.devicetree.tree.FlattenedTree;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DmaTableTest {
    @Test
    @DisplayName("every specifier of a board, as its source says it")
    @Clause({"DT-05", "DT-06"})
    void shouldResolveABoard() throws Exception {
        DmaTable table = DmaTable.of(FlattenedTree.read(TreeWriter.compiled("orchard")));
        try (var expected = getClass().getResourceAsStream("/boards/orchard.tsv")) {
            assertEquals(new String(expected.readAllBytes(), StandardCharsets.UTF_8).lines().toList(),
                    table.entries().stream().map(entry -> entry.line("orchard")).toList());
        }
        assertEquals(List.of("/soc/display@e000 dma-names: is absent; channels are requested by name, so none of its dmas can be"),
                problems(table));
    }

    @Test
    @Clause({"DT-01", "DT-02", "DT-03", "DT-04"})
    void shouldReadWhatAControllerAndARouterSayOfThemselves() throws Exception {
        List<DmaProvider> providers = DmaTable.of(FlattenedTree.read(TreeWriter.compiled("orchard"))).providers();
        assertEquals(Stream.of("1000", "2000", "3000", "4000", "5000").map("/soc/dma-controller@"::concat).toList(),
                providers.subList(0, 5).stream().map(DmaProvider::path).toList());
        DmaProvider apple = providers.getFirst();
        assertEquals(List.of(OptionalInt.of(8), OptionalInt.of(64)), List.of(apple.channels(), apple.requests()));
        assertTrue(apple.leaves(0) && apple.leaves(Integer.MAX_VALUE), "no mask");
        DmaProvider pear = providers.get(1);
        assertEquals(List.of(false, true, true, false, true, true, true, true, false),
                Stream.of(0, 1, 2, 3, 4, 5, 6, 7, 8).map(pear::leaves).toList());
        DmaProvider hedge = providers.get(5);
        assertTrue(hedge.isRouter() && !pear.isRouter());
        assertEquals(List.of(apple.node(), providers.get(2).node()), hedge.masters());
        assertEquals(2, hedge.cells());
    }

    @Test
    @Clause("DT-02")
    void shouldReadAMaskOfSeveralItems() throws Exception {
        DmaProvider controller = table(tree -> tree.cells("#dma-cells", 1).cells("dma-channel-mask", 0, 1 << 1)).providers().getFirst();
        assertEquals(List.of(false, false, true, false), Stream.of(1, 32, 33, 64).map(controller::leaves).toList());
        DmaTable broken = table(tree -> tree.cells("#dma-cells", 1).cells("dma-channel-mask", new int[256]));
        assertEquals(List.of(), broken.providers().getFirst().mask());
        assertEquals(List.of("/dma dma-channel-mask: has 256 items, allowed are 255; it is passed over"), problems(broken));
    }

    @Test
    @Clause({"DT-01", "DT-09"})
    void shouldTakeAnyNumberOfCells() throws Exception {
        for (int cells : new int[] {0, 1, 2, 5, 255}) {
            int[] dmas = new int[2 * (cells + 1)];
            dmas[0] = 1;
            dmas[cells + 1] = 1;
            DmaTable table = table(tree -> tree.cells("#dma-cells", cells), dmas);
            assertEquals(List.of(0, 1), table.entries().stream().map(DmaEntry::index).toList());
            assertEquals(cells, table.entries().getLast().cells().size());
        }
    }

    @Test
    @Clause("DT-05")
    void shouldLeaveAnEmptySlotItsIndexAndItsName() throws Exception {
        DmaTable table = table(tree -> tree.cells("#dma-cells", 1), 0, 1, 7, 0, 1, 8);
        assertEquals(List.of("b 1 7", "d 3 8"), table.entries().stream().map(e -> e.name() + " " + e.index() + " " + e.specifier()).toList());
    }

    @Test
    @DisplayName("DT-09 a reference that cannot be followed is named with node and property, and costs what stands behind it")
    @Clause("DT-09")
    void shouldNameReferencesThatLeadNowhere() throws Exception {
        assertEquals(List.of("/client dmas[1]: phandle 0x63 refers to no node; it and those behind it are left out"),
                problems(table(tree -> tree.cells("#dma-cells", 1), 1, 7, 0x63, 7, 1, 7)));
        assertEquals(List.of("/client dmas[0]: refers to /dma, which has no #dma-cells; it and those behind it are left out"),
                problems(table(tree -> { }, 1, 7)));
        assertEquals(List.of("/client dmas[0]: has 2 cells, but /dma says #dma-cells = 3; it is left out"),
                problems(table(tree -> tree.cells("#dma-cells", 3), 1, 7, 8)));
        assertEquals(List.of("/client dmas[0]: refers to /dma, which has no #dma-cells; it and those behind it are left out"),
                problems(table(tree -> tree.cells("#dma-cells", -1), 1, 7)));
    }

    @Test
    void shouldNameNamesThatDoNotFit() throws Exception {
        DmaTable table = table(tree -> tree.cells("#dma-cells", 1), 1, 7, 1, 8);
        assertEquals(List.of("/client dma-names: has 4 names for 2 specifiers in dmas"), problems(table));
        DmaTable odd = DmaTable.of(FlattenedTree.read(new TreeWriter().begin("").begin("client").texts("dma-names")
                .value("dmas", new byte[] {0, 0, 0, 0, 1}).end().end().bytes()));
        assertEquals(List.of("/client dma-names: has 0 names for 1 specifiers in dmas",
                "/client dmas: has 5 bytes, no whole number of cells; the last are passed over"), problems(odd));
    }

    @Test
    @Clause("DT-04")
    void shouldNameMastersThatAreNone() throws Exception {
        DmaTable table = table(tree -> tree.cells("#dma-cells", 1).cells("dma-masters", 0x63, 1, 2), 1, 7, 1, 7, 0, 0);
        assertEquals(List.of("/dma dma-masters[0]: phandle 0x63 refers to no node; it is passed over",
                "/dma dma-masters[1]: refers to /dma, which is a router itself; it is passed over"), problems(table));
        assertEquals(List.of("/client"), table.entries().getFirst().controller().masters().stream().map(Object::toString).toList());
    }

    @Test
    @Clause("DT-04")
    void shouldTakeEachMasterOnceAndNoMoreThanTheLimit() throws Exception {
        DmaTable twice = table(tree -> tree.cells("#dma-cells", 1).cells("dma-masters", 2, 2), 1, 7);
        assertEquals(List.of("/client"), twice.entries().getFirst().controller().masters().stream().map(Object::toString).toList());
        assertEquals(List.of(), problems(twice).stream().filter(problem -> problem.contains("dma-masters")).toList());
        TreeWriter tree = new TreeWriter().begin("").begin("mux").cells("#dma-cells", 1).cells("phandle", 1)
                .cells("dma-masters", IntStream.range(2, 302).toArray()).end();
        for (int i = 2; i < 302; i++) {
            tree.begin("dma@" + i).cells("phandle", i).end();
        }
        DmaTable many = DmaTable.of(FlattenedTree.read(tree.end().bytes()));
        assertEquals(255, many.providers().getFirst().masters().size());
        assertEquals(List.of("/mux dma-masters: has 300 items, allowed are 255; those behind them are passed over"), problems(many));
    }

    @Test
    void shouldBoundWhatATreeThatWasMadeToHarmCosts() throws Exception {
        int[] many = new int[1 << 18];
        Arrays.fill(many, 1);
        DmaTable table = table(tree -> tree.cells("#dma-cells", 1), many);
        assertEquals(1 << 16, table.entries().size());
        assertTrue(problems(table).getLast().endsWith("the rest is left out"), problems(table)::toString);
        TreeWriter tree = new TreeWriter().begin("");
        for (int i = 0; i < 2000; i++) {
            tree.begin("n" + i).cells("dmas", 9).end();
        }
        assertEquals(1000, DmaTable.of(FlattenedTree.read(tree.end().bytes())).problems().size());
        assertFalse(table.entries().isEmpty());
    }

    /// A controller with the phandle 1 and these properties, and a client with the phandle 2 and the names a to d.
    private static DmaTable table(Consumer<TreeWriter> properties, int... dmas) throws DeviceTreeException {
        TreeWriter tree = new TreeWriter().begin("").begin("dma").cells("phandle", 1);
        properties.accept(tree);
        tree.end();
        if (dmas.length > 0) {
            tree.begin("client").cells("dmas", dmas).texts("dma-names", "a", "b", "c", "d").cells("phandle", 2).end();
        }
        return DmaTable.of(FlattenedTree.read(tree.end().bytes()));
    }

    private static List<String> problems(DmaTable table) {
        return table.problems().stream().map(Problem::toString).toList();
    }
}
