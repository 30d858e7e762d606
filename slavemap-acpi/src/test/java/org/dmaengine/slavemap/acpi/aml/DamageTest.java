package org.dmaengine.slavemap.acpi.aml;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.dmaengine.slavemap.acpi.dmas.Machine;
import org.dmaengine.slavemap.acpi.stubs.Tables;
import org.dmaengine.slavemap.acpi.table.AcpiException;
import org.dmaengine.slavemap.acpi.table.AcpiTable;
import org.dmaengine.slavemap.acpi.table.Csrt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables that were damaged give some machine, or one error.
class DamageTest {
    private int refused;
    private int read;

    @ParameterizedTest
    @ValueSource(strings = {"dsdt", "ssdt1", "csrt"})
    void shouldReadOrRefuseATableWithAnyByteChanged(String name) {
        byte[] table = Tables.compiled(name);
        for (int at = 0; at < table.length; at++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] damaged = table.clone();
                damaged[at] ^= (byte) (1 << bit);
                read(damaged);
            }
            byte[] cut = Arrays.copyOf(table, at);
            if (at > 7) {
                cut[4] = (byte) at;
                cut[5] = (byte) (at >>> 8);
            }
            read(cut);
        }
        assertTrue(refused > 50 && read > 50, refused + " refused, " + read + " read");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldReadOrRefuseAnyOpcodes(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        byte[] opcodes = Tables.bytes(0x08, 0x10, 0x12, 0x14, 0x5b, 0x82, 0x11, 0x0a, 0xa0, 0x00, "_HID_CRS_SB_", 0x55, 0x79, 0x06, 0x0d);
        for (int round = 0; round < 20_000; round++) {
            byte[] body = new byte[random.nextInt(64)];
            for (int i = 0; i < body.length; i++) {
                body[i] = opcodes[random.nextInt(opcodes.length)];
            }
            read(Tables.table("DSDT", body));
        }
        assertTrue(refused > 50 && read > 50, refused + " refused, " + read + " read; seed " + seed);
    }

    private void read(byte[] bytes) {
        try {
            AcpiTable table = AcpiTable.read(bytes);
            Namespace namespace = new Namespace();
            if (table.signature().equals("CSRT")) {
                new Machine(namespace, Csrt.read(table.body()).groups());
            } else {
                namespace.load(table.body());
                new Machine(namespace, List.of());
            }
            read++;
        } catch (AcpiException e) {
            assertTrue(e.getMessage().startsWith("expected ") && e.offset() <= bytes.length, e::getMessage);
            refused++;
        }
    }
}
