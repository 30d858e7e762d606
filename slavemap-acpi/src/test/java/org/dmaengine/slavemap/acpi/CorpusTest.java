package org.dmaengine.slavemap.acpi;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmaengine.slavemap.acpi.table.AcpiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.FrameworkUtil;

/// What `benchmarks/fuzz-acpi` has found worth keeping: inputs that reach each its own part of the readers.
class CorpusTest {
    static Stream<Path> corpus() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(Path.of(CorpusTest.class.getResource("/corpus").toURI()))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void shouldGiveAMachineOrOneError(Path file) {
        try {
            Board board = TableFiles.read(file);
            board.listing().forEach(line -> assertEquals(9, line.split("\t", -1).length, line));
            MapBuilder.of(Optional.of(board)).entries().forEach(entry -> assertDoesNotThrow(() -> FrameworkUtil.createFilter(entry.filter())));
        } catch (IOException refused) {
            assertTrue(refused.getCause() instanceof AcpiException || refused.getMessage().contains(": the table is a "), refused::getMessage);
        }
    }

    @Test
    void shouldHaveTablesAndOthersAmongThem() throws Exception {
        List<Path> files = corpus().toList();
        long tables = files.stream().filter(CorpusTest::isTable).count();
        assertTrue(tables > 10 && files.size() - tables > 10, tables + " tables of " + files.size());
    }

    private static boolean isTable(Path file) {
        try {
            return TableFiles.read(file) != null;
        } catch (IOException _) {
            return false;
        }
    }
}
