package org.dmaengine.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
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
}
