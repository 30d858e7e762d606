package org.dmaengine.slavemap.acpi.stubs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmaengine.slavemap.acpi.aml.Namespace;
import org.dmaengine.slavemap.acpi.dmas.Machine;
import org.dmaengine.slavemap.acpi.table.AcpiException;
import org.dmaengine.slavemap.acpi.table.AcpiTable;
import org.dmaengine.slavemap.acpi.table.Csrt;

/// The compiled tables of the made-up machine, and tables made by hand.
public final class Tables {
    private Tables() {
    }

    /// The bytes of `machine/<name>.aml`.
    public static byte[] compiled(String name) {
        try (InputStream in = Tables.class.getResourceAsStream("/machine/" + name + ".aml")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// The machine of all three tables.
    public static Machine machine() {
        try {
            Namespace namespace = new Namespace();
            namespace.load(AcpiTable.read(compiled("dsdt")).body());
            namespace.load(AcpiTable.read(compiled("ssdt1")).body());
            return new Machine(namespace, Csrt.read(AcpiTable.read(compiled("csrt")).body()).groups());
        } catch (AcpiException e) {
            throw new AssertionError(e);
        }
    }

    /// Writes these of the compiled tables into a folder.
    public static void write(Path folder, String... names) throws IOException {
        for (String name : names) {
            Files.write(folder.resolve(name + ".aml"), compiled(name));
        }
    }

    /// A table of that body, its sum right.
    public static byte[] table(String signature, byte... body) {
        byte[] table = ByteBuffer.allocate(36 + body.length).order(ByteOrder.LITTLE_ENDIAN)
                .put(signature.getBytes(StandardCharsets.US_ASCII)).putInt(36 + body.length).position(36).put(body).array();
        byte sum = 0;
        for (byte each : table) {
            sum += each;
        }
        table[9] = (byte) -sum;
        return table;
    }

    /// Bytes by their numbers; characters of a string by their codes, and arrays as they are.
    public static byte[] bytes(Object... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object part : parts) {
            switch (part) {
                case String text -> bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
                case byte[] several -> bytes.writeBytes(several);
                default -> bytes.write((Integer) part);
            }
        }
        return bytes.toByteArray();
    }

    /// Opcode, length and what is inside, which may have 4,093 bytes.
    public static byte[] pack(byte[] opcode, Object... parts) {
        byte[] inside = bytes(parts);
        int length = inside.length + 2;
        return bytes(opcode, 0x40 | length & 0xf, length >>> 4, inside);
    }

    /// A device that has these parts.
    public static byte[] device(String name, Object... parts) {
        return pack(bytes(0x5b, 0x82), name, bytes(parts));
    }

    /// What a definition block of these parts declares.
    public static Namespace namespace(Object... parts) throws AcpiException {
        Namespace namespace = new Namespace();
        namespace.load(AcpiTable.read(table("DSDT", bytes(parts))).body());
        return namespace;
    }
}
