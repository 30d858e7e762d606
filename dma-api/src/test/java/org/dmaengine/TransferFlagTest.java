package org.dmaengine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dmaengine.contract.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The flags, and their bits where they come as an int set.
class TransferFlagTest {
    @Test
    @Clause({"FLG-15", "FLG-16"})
    void shouldHaveTheseFlagsWithTheKernelsBitsAndNoOthers() {
        assertEquals(Map.of("INTERRUPT", 1, "ACK", 1 << 1, "FENCE", 1 << 5, "CMD", 1 << 7, "REPEAT", 1 << 8, "LOAD_EOT", 1 << 9),
                Arrays.stream(TransferFlag.values()).collect(Collectors.toMap(Enum::name, TransferFlag::bit)));
        assertEquals(List.of(TransferFlags.INTERRUPT, TransferFlags.ACK, TransferFlags.FENCE, TransferFlags.CMD, TransferFlags.REPEAT,
                TransferFlags.LOAD_EOT), Arrays.stream(TransferFlag.values()).map(TransferFlag::bit).toList());
    }

    @ParameterizedTest
    @EnumSource
    @Clause("CAP-17")
    void shouldBeFoundByItsBitAndNotByItsNumber(TransferFlag flag) {
        int others = ~flag.bit();
        assertEquals(true, flag.in(flag.bit()));
        assertEquals(false, flag.in(others));
        assertEquals(flag.bit(), TransferFlag.bits(flag));
        assertEquals(flag.bit(), TransferFlag.bits(EnumSet.of(flag)));
    }

    @Test
    @Clause("CAP-17")
    void shouldUniteItsBits() {
        int all = TransferFlag.bits(TransferFlag.values());
        assertEquals(6, Integer.bitCount(all));
        assertEquals(all, TransferFlag.bits(EnumSet.allOf(TransferFlag.class)));
        assertEquals(0, TransferFlag.bits());
    }
}
