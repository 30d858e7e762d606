package org.dmaengine.slavemap.devicetree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dmaengine.slavemap.devicetree.dmas.DmaTable;
import org.dmaengine.slavemap.devicetree.stubs.TreeWriter;
import org.dmaengine.slavemap.devicetree.tree.FlattenedTree;
import org.dmaengine.slavemap.files.FileMap;
import org.dmaengine.slavemap.files.stubs.RecordingLogger;
import org.dmaengine.spi.SlaveMapSource.Answer;
import org.junit.jupiter.api.Test;

/// What a tree of many clients costs: bounds that are far from what is measured, so that only another order of growth breaks them.
class SpeedTest {
    private static final int CLIENTS = 10_000;

    @Test
    void shouldLookUpANameAmongManyAsFastAsAmongFew() throws Exception {
        long few = lookups(map(10), 10);
        long many = lookups(map(CLIENTS), CLIENTS);
        assertTrue(many < 20 * few + 20_000_000, many + " ns among " + CLIENTS + " clients, " + few + " among 10");
    }

    @Test
    void shouldMakeTheMapOfARouterWithManyMastersAtOnce() throws Exception {
        String[] alike = new String[3_000];
        Arrays.fill(alike, "okay");
        TreeWriter tree = new TreeWriter().begin("").begin("mux").cells("#dma-cells", 1).cells("phandle", 1)
                .cells("dma-masters", IntStream.range(2, 257).toArray()).end();
        for (int i = 2; i < 257; i++) {
            tree.begin("dma@" + i).cells("phandle", i).cells("#dma-cells", 1).texts("status", alike).texts("compatible", alike).end();
        }
        int[] dmas = new int[2 * CLIENTS];
        Arrays.fill(dmas, 1);
        String[] names = new String[CLIENTS];
        Arrays.fill(names, "rx");
        tree.begin("client").cells("dmas", dmas).texts("dma-names", names).end();
        Board wide = new Board("wide", "wide.dtb", DmaTable.of(FlattenedTree.read(tree.end().bytes())));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> MapBuilder.of(List.of(wide), new Translators(new RecordingLogger().logger()), false));
    }

    private static long lookups(FileMap map, int clients) {
        long begin = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            Answer answer = map.lookup("/client@" + i % clients, "rx");
            assertEquals(Answer.Found.class, answer.getClass());
        }
        return System.nanoTime() - begin;
    }

    private static FileMap map(int clients) throws Exception {
        TreeWriter tree = new TreeWriter().begin("").begin("dma").cells("#dma-cells", 1).cells("phandle", 1).end();
        for (int i = 0; i < clients; i++) {
            tree.begin("client@" + i).cells("dmas", 1, i).texts("dma-names", "rx").end();
        }
        Board wide = new Board("wide", "wide.dtb", DmaTable.of(FlattenedTree.read(tree.end().bytes())));
        return MapBuilder.of(List.of(wide), new Translators(new RecordingLogger().logger()), false);
    }
}
