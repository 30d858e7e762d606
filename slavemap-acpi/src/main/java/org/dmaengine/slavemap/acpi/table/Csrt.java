package org.dmaengine.slavemap.acpi.table;

import java.util.ArrayList;
import java.util.List;

/// The core system resource table, as far as Linux reads it (`drivers/dma/acpi-dma.c`, AC-09):
///
/// ```text
/// group:   length 4 · vendor 4 · subvendor 4 · device 2 · subdevice 2 · revision 2 · reserved 2 · shared length 4    (24 bytes)
/// shared:  major 2 · minor 2 · MMIO base 8 · interrupt 4 · polarity 1 · mode 1 · channels 1 · width 1
///          · first request line 2 · request lines 2 · longest block 4                                                (28 bytes)
/// then:    resources, each length 4 · type 2 · subtype 2 · uid 4 · ...
/// ```
///
/// @param groups   in the order of the table
/// @param problems why the rest was not read, if it was not
public record Csrt(List<CsrtGroup> groups, List<Problem> problems) {
    private static final String CSRT = "CSRT";
    private static final int GROUP = 24;
    private static final int SHARED = 28;
    private static final int RESOURCE = 12;
    /// A machine has a handful of controllers.
    private static final int MOST_GROUPS = 1024;
    private static final int MOST_RESOURCES = 1 << 16;

    /// Copies the lists.
    public Csrt {
        groups = List.copyOf(groups);
        problems = List.copyOf(problems);
    }

    /// Reads the body of a table.
    ///
    /// @throws AcpiException if lengths in it do not hold together
    public static Csrt read(Bytes body) throws AcpiException {
        List<CsrtGroup> groups = new ArrayList<>();
        int at = body.begin();
        int resources = 0;
        while (at < body.end()) {
            long length = body.u32(at, "the length of a resource group");
            if (length < GROUP) {
                throw new AcpiException(at, "a resource group of " + GROUP + " bytes or more", Long.toString(length));
            }
            if (groups.size() == MOST_GROUPS) {
                throw AcpiException.limit(at, MOST_GROUPS, "resource groups");
            }
            Bytes group = body.part(at, length, "a resource group");
            long shared = group.u32(at + 20, "the length of the shared information");
            if (shared != SHARED) {
                return new Csrt(groups, List.of(new Problem(CSRT, "the group at offset " + at + " has shared information of " + shared
                        + " bytes instead of " + SHARED + "; it and those behind it are passed over")));
            }
            groups.add(group(group));
            resources += groups.getLast().uids().size();
            if (resources > MOST_RESOURCES) {
                throw AcpiException.limit(at, MOST_RESOURCES, "resources");
            }
            at = group.end();
        }
        return new Csrt(groups, List.of());
    }

    private static CsrtGroup group(Bytes group) throws AcpiException {
        int at = group.begin();
        String id = group.text(at + 4, 4, "the vendor") + String.format("%04X", group.u16(at + 12, "the device"));
        Bytes shared = group.part(at + GROUP, SHARED, "shared information");
        int info = shared.begin();
        return new CsrtGroup(id, uids(group, shared.end()), shared.number(info + 4, 8, "the MMIO base"),
                shared.u32(info + 12, "the interrupt"), shared.u8(info + 18, "the channels"), shared.u8(info + 19, "the width"),
                shared.u16(info + 20, "the first request line"),
                shared.u16(info + 22, "the number of request lines"));
    }

    private static List<Long> uids(Bytes group, int begin) throws AcpiException {
        List<Long> uids = new ArrayList<>();
        int at = begin;
        while (at < group.end()) {
            long length = group.u32(at, "the length of a resource");
            if (length < RESOURCE) {
                throw new AcpiException(at, "a resource of " + RESOURCE + " bytes or more", Long.toString(length));
            }
            Bytes resource = group.part(at, length, "a resource");
            uids.add(resource.u32(at + 8, "the resource's uid"));
            at = resource.end();
        }
        return uids;
    }
}
