package org.dmaengine.controller.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.dmaengine.faults.FaultKind;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static final int MANY = 100_000;

    private static FaultPlan plan(long seed, String controller, Map<FaultKind, Rate> rates) {
        return new FaultPlan(seed, controller, rates, Optional.empty());
    }

    private static Map<FaultKind, Rate> each(int perMille) {
        Map<FaultKind, Rate> rates = new EnumMap<>(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            rates.put(kind, new Rate.PerMille(perMille));
        }
        return rates;
    }

    private static List<String> fates(FaultPlan plan, int channel) {
        return LongStream.rangeClosed(1, 1000).mapToObj(transfer -> plan.of(channel, transfer).toString()).toList();
    }

    @Test
    void shouldBeTheSameHoweverOftenAndInWhateverOrderItIsAsked() {
        FaultPlan plan = plan(42, "dma0", each(100));
        List<String> once = fates(plan, 0);
        List<String> backwards = LongStream.rangeClosed(1, 1000).mapToObj(i -> plan.of(0, 1001 - i).toString()).toList().reversed();
        assertEquals(once, backwards);
        assertEquals(once, fates(plan(42, "dma0", each(100)), 0));
    }

    @Test
    void shouldDependOnSeedControllerAndChannel() {
        List<String> fates = fates(plan(42, "dma0", each(100)), 0);
        assertNotEquals(fates, fates(plan(43, "dma0", each(100)), 0));
        assertNotEquals(fates, fates(plan(42, "dma1", each(100)), 0));
        assertNotEquals(fates, fates(plan(42, "dma0", each(100)), 1));
    }

    @Test
    void shouldHitAsOftenAsTheRateSays() {
        FaultPlan plan = plan(1, "dma0", Map.of(FaultKind.HANG, new Rate.PerMille(20)));
        long hits = LongStream.rangeClosed(1, MANY).filter(transfer -> plan.of(0, transfer).meets(FaultKind.HANG)).count();
        assertTrue(hits > 1800 && hits < 2200, "20 of 1000 are 2000 of 100000: " + hits);
    }

    @Test
    void shouldHarmATransferOnceAtMost() {
        FaultPlan plan = plan(1, "dma0", each(1000));
        assertEquals(FaultKind.SHORT_TRANSFER, plan.of(0, 1).harm());
        assertEquals(Set.of(FaultKind.DELAY, FaultKind.SPURIOUS_WAKE, FaultKind.BURST_LIMIT), plan.of(0, 1).harmless());
    }

    @Test
    void shouldNotChangeOneFaultWithTheRateOfAnother() {
        FaultPlan one = plan(1, "dma0", Map.of(FaultKind.ERROR, new Rate.PerMille(500)));
        FaultPlan two = plan(1, "dma0", Map.of(FaultKind.ERROR, new Rate.PerMille(500), FaultKind.DELAY, new Rate.PerMille(500)));
        for (long transfer = 1; transfer <= 1000; transfer++) {
            Fate fate = one.of(0, transfer);
            Fate other = two.of(0, transfer);
            assertEquals(fate.harm() + " " + fate.place() + " " + fate.dice(), other.harm() + " " + other.place() + " " + other.dice());
        }
    }

    @Test
    void shouldFailInEachCallOrInTheOneThatIsNamed() {
        FaultPlan any = plan(1, "dma0", each(0));
        assertEquals(Set.of(Call.values()), LongStream.rangeClosed(1, 100).mapToObj(i -> any.of(0, i).call()).collect(Collectors.toSet()));
        FaultPlan stop = new FaultPlan(1, "dma0", Map.of(), Optional.of(Call.STOP));
        assertEquals(Set.of(Call.STOP), LongStream.rangeClosed(1, 100).mapToObj(i -> stop.of(0, i).call()).collect(Collectors.toSet()));
        assertNull(stop.of(0, 1).harm());
    }

    @Test
    void shouldPlaceFaultsInsideTheTransferAtMultiplesOfTheUnit() {
        FaultPlan plan = plan(1, "dma0", each(0));
        for (long transfer = 1; transfer <= 1000; transfer++) {
            for (long length : new long[] {0, 1, 63, 64, 1000, 1L << 40}) {
                long at = plan.of(0, transfer).at(length, 64);
                assertTrue(at % 64 == 0 && at >= 0 && (at < length || at == 0), at + " of " + length);
            }
        }
    }
}
