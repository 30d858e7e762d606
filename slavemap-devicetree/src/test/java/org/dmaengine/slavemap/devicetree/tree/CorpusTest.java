package org.dmaengine.slavemap.devicetree.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dmaengine.slavemap.devicetree.dmas.DmaTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `benchmarks/fuzz-devicetree` has found worth keeping: inputs that reach each its own part of the reader and resolver.
class CorpusTest {
    static Stream<Path> corpus() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(Path.of(CorpusTest.class.getResource("/corpus").toURI()))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void shouldGiveATreeOrOneError(Path file) throws IOException {
        try {
            DmaTable table = DmaTable.of(FlattenedTree.read(file));
            table.entries().forEach(entry -> assertEquals(9, entry.line("board").split("\t", -1).length, entry::toString));
            table.problems().forEach(problem -> assertTrue(problem.toString().startsWith("/"), problem::toString));
        } catch (DeviceTreeException refused) {
            assertTrue(refused.getMessage().startsWith("no device tree: expected "), refused::getMessage);
        }
    }

    @Test
    void shouldHaveTreesAndOthersAmongThem() throws Exception {
        List<Path> files = corpus().toList();
        long trees = files.stream().filter(CorpusTest::isTree).count();
        assertTrue(trees > 10 && files.size() - trees > 10, trees + " trees of " + files.size());
    }

    private static boolean isTree(Path file) {
        try {
            return !FlattenedTree.read(file).nodes().isEmpty();
        } catch (IOException _) {
            return false;
        }
    }
}
