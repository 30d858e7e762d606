package org.dmaengine.slavemap.devicetree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dmaengine.contract.Clause;
import org.junit.jupiter.api.Test;

class RotationTest {
    private final Rotation rotation = new Rotation(1);

    @Test
    @Clause("DT-08")
    void shouldKeepTheOrderWhereverItBegins() {
        Set<List<Integer>> orders = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            orders.add(rotation.rotated(List.of(1, 2, 3)));
        }
        assertEquals(Set.of(List.of(1, 2, 3), List.of(2, 3, 1), List.of(3, 1, 2)), orders);
    }

    @Test
    @Clause("DT-08")
    void shouldBeginWithEachEquallyOftenHoweverManyLookUpsARequestTakes() {
        for (int lookups = 1; lookups <= 8; lookups++) {
            int first = 0;
            for (int request = 0; request < 1000; request++) {
                for (int extra = 1; extra < lookups; extra++) {
                    rotation.rotated(List.of("a", "b"));
                }
                first += "a".equals(rotation.rotated(List.of("a", "b")).getFirst()) ? 1 : 0;
            }
            assertTrue(first > 400 && first < 600, first + " of 1000 with " + lookups + " look-ups each");
        }
    }

    @Test
    void shouldDoTheSameFromTheSameStart() {
        List<Integer> all = List.of(1, 2, 3, 4, 5);
        Rotation again = new Rotation(1);
        for (int i = 0; i < 10; i++) {
            assertEquals(rotation.rotated(all), again.rotated(all));
        }
    }
}
