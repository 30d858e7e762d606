package org.dmaengine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.dmaengine.contract.Clause;
import org.junit.jupiter.api.Test;

class DirectionTest {
    @Test
    @Clause("DBG-06")
    void shouldReadAsInTheKernel() {
        assertEquals(List.of("MEM_TO_MEM", "MEM_TO_DEV", "DEV_TO_MEM", "DEV_TO_DEV"),
                Stream.of(Direction.values()).map(Direction::toString).toList());
    }
}
