package org.dmaengine.slavemap.acpi.dmas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmaengine.slavemap.acpi.aml.DataObject;
import org.dmaengine.slavemap.acpi.aml.DataObject.Buffer;
import org.dmaengine.slavemap.acpi.aml.DataObject.Elements;
import org.dmaengine.slavemap.acpi.aml.DataObject.Text;
import org.dmaengine.slavemap.acpi.aml.Device;
import org.dmaengine.slavemap.acpi.table.AcpiException;
import org.dmaengine.slavemap.acpi.table.Bytes;

/// By which names a client asks for its FixedDMA resources (AC-01): those of its property `dma-names`, and where that does not have them
/// `tx` for the first and `rx` for the second.
///
/// ```text
/// Name (_DSD, Package () { ToUUID ("daffd814-6eba-4d8c-8a91-bc9bbf4aa301"),
///                          Package () { Package () { "dma-names", Package () { "a", "b" } } } })
/// ```
final class DmaNames {
    private static final String PROPERTY = "dma-names";
    /// `daffd814-6eba-4d8c-8a91-bc9bbf4aa301` as a buffer has it: the first three numbers little-endian.
    private static final long DEVICE_PROPERTIES_LOW = 0x4d8c6ebadaffd814L;
    private static final long DEVICE_PROPERTIES_HIGH = 0x01a34abf9bbc918aL;

    private DmaNames() {
    }

    /// The index among the FixedDMA resources that each name means, whether there is one or not.
    static Map<String, Integer> of(Device device) {
        Map<String, Integer> indexes = new LinkedHashMap<>();
        List<String> stated = stated(device);
        for (int index = 0; index < stated.size(); index++) {
            indexes.putIfAbsent(stated.get(index), index);
        }
        indexes.putIfAbsent("tx", 0);
        indexes.putIfAbsent("rx", 1);
        return indexes;
    }

    private static List<String> stated(Device device) {
        List<String> names = new ArrayList<>();
        if (device.value("_DSD").orElse(null) instanceof Elements(List<DataObject> data)) {
            for (int i = 0; i + 1 < data.size(); i += 2) {
                if (isDeviceProperties(data.get(i)) && data.get(i + 1) instanceof Elements(List<DataObject> properties)) {
                    properties.forEach(property -> addNames(property, names));
                }
            }
        }
        return names;
    }

    private static boolean isDeviceProperties(DataObject uuid) {
        try {
            return uuid instanceof Buffer(Bytes bytes) && bytes.length() == 2 * Long.BYTES
                    && bytes.number(bytes.begin(), Long.BYTES, "a UUID") == DEVICE_PROPERTIES_LOW
                    && bytes.number(bytes.begin() + Long.BYTES, Long.BYTES, "a UUID") == DEVICE_PROPERTIES_HIGH;
        } catch (AcpiException e) {
            throw new AssertionError("16 bytes are within 16 bytes", e);
        }
    }

    private static void addNames(DataObject property, List<String> names) {
        if (names.isEmpty() && property instanceof Elements(List<DataObject> pair) && pair.size() == 2
                && pair.getFirst().equals(new Text(PROPERTY))) {
            switch (pair.getLast()) {
                case Text(String name) -> names.add(name);
                case Elements(List<DataObject> several) -> several.stream()
                        .map(each -> each instanceof Text(String name) ? name : "").forEach(names::add);
                default -> { }
            }
        }
    }
}
