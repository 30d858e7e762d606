package org.dmaengine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.dmaengine.contract.Clause;
import org.junit.jupiter.api.Test;

/// What a driver states once, and what it cannot state.
class ChannelCapabilitiesTest {
    private static ChannelCapabilities.Builder some() {
        return ChannelCapabilities.of(Capability.MEMCPY, Capability.SLAVE);
    }

    private static void assertRefused(Supplier<ChannelCapabilities.Builder> stated, String... parts) {
        String message = assertThrows(IllegalArgumentException.class, () -> stated.get().build()).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is missing in: " + message);
        }
    }

    @Test
    @Clause("CAP-16")
    void shouldBeSatisfiedBySupersets() {
        ChannelCapabilities capabilities = some().build();
        assertTrue(capabilities.supports(Set.of()));
        assertTrue(capabilities.supports(Set.of(Capability.SLAVE)));
        assertTrue(capabilities.supports(Set.of(Capability.SLAVE, Capability.MEMCPY)));
        assertFalse(capabilities.supports(Set.of(Capability.SLAVE, Capability.CYCLIC)));
        assertTrue(capabilities.supports(Capability.MEMCPY));
        assertFalse(capabilities.supports(Capability.CYCLIC));
    }

    @Test
    @Clause({"SCAP-04", "SCAP-06", "REG-33"})
    void shouldAnswerWhatWasStated() {
        ChannelCapabilities stated = some().directions(Direction.MEM_TO_DEV)
                .widths(EnumSet.of(BusWidth.BYTES_1), EnumSet.of(BusWidth.BYTES_2, BusWidth.BYTES_4)).minBurst(2).maxBurst(8).maxSgBurst(7)
                .granularity(ResidueGranularity.SEGMENT).reuse(true).pause(true, false).build();
        assertEquals(Set.of(Direction.MEM_TO_DEV), stated.directions());
        assertEquals(Set.of(BusWidth.BYTES_1), stated.srcWidths());
        assertEquals(Set.of(BusWidth.BYTES_2, BusWidth.BYTES_4), stated.dstWidths());
        assertEquals(2, stated.minBurst());
        assertEquals(8, stated.maxBurst());
        assertEquals(7, stated.maxSgBurst());
        assertEquals(ResidueGranularity.SEGMENT, stated.granularity());
        assertTrue(stated.reuse());
        assertTrue(stated.pause());
        assertFalse(stated.resume());
    }

    @Test
    @Clause({"META-01", "META-09"})
    void shouldStateModesAndSizeOfMetadataTogether() {
        ChannelCapabilities stated = some().metadata(4, 16, MetadataMode.CLIENT).build();
        assertEquals(Set.of(MetadataMode.CLIENT), stated.metadataModes());
        assertEquals(4, stated.minMetadata());
        assertEquals(16, stated.maxMetadata());
        assertEquals(Set.of(), some().build().metadataModes());
        assertRefused(() -> some().metadata(0, MetadataMode.CLIENT), "CLIENT", "0 bytes");
        assertRefused(() -> some().metadata(-1, MetadataMode.CLIENT), "-1");
        assertRefused(() -> some().metadata(17, 16, MetadataMode.ENGINE), "17 bytes", "16");
        assertRefused(() -> some().metadata(-1, 16, MetadataMode.ENGINE), "-1");
    }

    @Test
    void shouldRefuseLimitsThatMeanNothing() {
        assertRefused(() -> some().alignment(3, 1), "copyAlignment is 3", "power of two");
        assertRefused(() -> some().alignment(1, 0), "fillAlignment is 0");
        assertRefused(() -> some().alignment(Integer.MIN_VALUE, 1), "copyAlignment");
        assertRefused(() -> some().maxTransferLength(0), "maxTransferLength is 0");
        assertRefused(() -> some().maxSegmentLength(0), "maxSegmentLength is 0");
        assertRefused(() -> some().depth(0), "depth is 0");
        assertRefused(() -> some().minBurst(-1), "minBurst is -1");
        assertRefused(() -> some().maxBurst(-1), "maxBurst is -1");
        assertRefused(() -> some().maxSgBurst(-1), "maxSgBurst is -1");
        assertRefused(() -> some().minBurst(9).maxBurst(8), "9 to 8");
    }

    @Test
    void shouldNotFollowTheSetsItWasMadeOf() {
        EnumSet<BusWidth> widths = EnumSet.of(BusWidth.BYTES_1);
        ChannelCapabilities stated = some().widths(widths, widths).build();
        widths.add(BusWidth.BYTES_8);
        assertEquals(Set.of(BusWidth.BYTES_1), stated.srcWidths());
        assertThrows(UnsupportedOperationException.class, () -> stated.types().add(Capability.CYCLIC));
    }
}
