package org.dmaengine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The table of clauses is true: complete, and made from the tests as they are.
class CoverageTest {
    private static final Path ROOT = Path.of("..");
    private static Coverage coverage;

    @BeforeAll
    static void read() throws IOException {
        coverage = Coverage.of(ROOT);
    }

    @Test
    void shouldNameOnlyClausesAndReasonsThatExist() {
        assertEquals(List.of(), coverage.problems());
    }

    @Test
    void shouldLeaveNoClauseOpen() {
        assertEquals(List.of(), coverage.open());
    }

    @Test
    void shouldBeWrittenDown() throws IOException {
        assertEquals(coverage.page(), Files.readString(ROOT.resolve("docs/contract-coverage.md")), "docs/contract-coverage.md is out of date;"
                + " with JDK 25: java dma-contract/src/main/java/org/dmaengine/contract/Coverage.java");
    }
}
