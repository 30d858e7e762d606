package org.dmaengine.slavemap.acpi.dmas;

import java.util.ArrayList;
import java.util.List;
import org.dmaengine.slavemap.acpi.table.AcpiException;
import org.dmaengine.slavemap.acpi.table.Bytes;

/// Reads the descriptors of a resource template that say something of DMA, all numbers little-endian:
///
/// ```text
/// small   ┌───────────────┐  0 tttt lll: type, length of what follows
///         │0│ type │length│  0x55 FixedDMA: line 2 · channel 2 · width code 1      0x22, 0x23 interrupts: mask 2
///         └───────────────┘  0x79 end
/// large   ┌───────┬────────┐ 1 ttttttt, length of what follows in 2 bytes
///         │1│ type│ length │ 0x81, 0x85, 0x86 memory · 0x87, 0x88, 0x8a, 0x8b address spaces · 0x89 interrupts
///         └───────┴────────┘
/// ```
///
/// A template without the descriptor that ends it ends with its bytes.
final class ResourceTemplate {
    private static final int LARGE = 0x80;
    private static final int END = 0x79;
    private static final int FIXED_DMA = 0x55;
    private static final int WIDEST = 5;
    private static final int MEMORY = 0;
    /// In an address space: type, two bytes of flags, then the granularity.
    private static final int GRANULARITY = 3;

    private final Bytes bytes;
    private final List<FixedDma> dmas = new ArrayList<>();
    private final List<Long> memory = new ArrayList<>();
    private final List<Long> interrupts = new ArrayList<>();

    private ResourceTemplate(Bytes bytes) {
        this.bytes = bytes;
    }

    /// Reads the bytes of a template.
    ///
    /// @throws AcpiException if a descriptor is cut off, or says what it cannot
    static Resources read(Bytes bytes) throws AcpiException {
        ResourceTemplate template = new ResourceTemplate(bytes);
        template.read();
        return new Resources(template.dmas, template.memory, template.interrupts);
    }

    private void read() throws AcpiException {
        int at = bytes.begin();
        while (at < bytes.end()) {
            int tag = bytes.u8(at, "a resource");
            if (tag == END) {
                return;
            }
            boolean isLarge = tag >= LARGE;
            int head = isLarge ? 3 : 1;
            Bytes body = bytes.part(at + head, isLarge ? bytes.u16(at + 1, "the length of a resource") : tag & 7, "a resource");
            read(tag, body);
            at = body.end();
        }
    }

    private void read(int tag, Bytes body) throws AcpiException {
        int at = body.begin();
        switch (tag) {
            case FIXED_DMA -> dmas.add(fixedDma(body));
            case 0x22, 0x23 -> mask(body.u16(at, "the mask of interrupts"));
            case 0x81 -> memory.add((long) body.u16(at + 1, "the begin of memory") << 8);
            case 0x85, 0x86 -> memory.add(body.u32(at + 1, "the begin of memory"));
            case 0x87 -> space(body, 4, GRANULARITY);
            case 0x88 -> space(body, 2, GRANULARITY);
            case 0x8a -> space(body, 8, GRANULARITY);
            case 0x8b -> space(body, 8, GRANULARITY + 2);
            case 0x89 -> interrupts(body);
            default -> { } // nothing that DMA has to do with
        }
    }

    private static FixedDma fixedDma(Bytes body) throws AcpiException {
        int at = body.begin();
        int width = body.u8(at + 4, "the width of a FixedDMA");
        if (width > WIDEST) {
            throw new AcpiException(at + 4L, "a width code of a FixedDMA from 0 to " + WIDEST, Integer.toString(width));
        }
        return new FixedDma(body.u16(at, "the request line"), body.u16(at + 2, "the channel"), Byte.SIZE << width);
    }

    private void mask(int mask) {
        for (int interrupt = 0; interrupt < Short.SIZE; interrupt++) {
            if ((mask >>> interrupt & 1) != 0) {
                interrupts.add((long) interrupt);
            }
        }
    }

    private void space(Bytes body, int width, int granularity) throws AcpiException {
        int at = body.begin();
        if (body.u8(at, "the type of an address space") == MEMORY) {
            memory.add(body.number(at + granularity + width, width, "the begin of memory"));
        }
    }

    private void interrupts(Bytes body) throws AcpiException {
        int at = body.begin();
        int count = body.u8(at + 1, "the number of interrupts");
        for (int i = 0; i < count; i++) {
            interrupts.add(body.u32(at + 2 + 4 * i, "an interrupt"));
        }
    }
}
