package org.dmaengine.slavemap.acpi.dmas;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dmaengine.slavemap.acpi.aml.DataObject;
import org.dmaengine.slavemap.acpi.aml.DataObject.Elements;
import org.dmaengine.slavemap.acpi.aml.DataObject.Number;
import org.dmaengine.slavemap.acpi.aml.DataObject.Text;
import org.dmaengine.slavemap.acpi.aml.Device;

/// What a device calls itself, as far as it is constant.
///
/// @param ids its `_HID`, then what it is compatible with (`_CID`); each like `INT33C4`
/// @param uid its `_UID`, a number in decimal; empty if it has none
public record Identity(List<String> ids, String uid) {
    /// Copies the list.
    public Identity {
        ids = List.copyOf(ids);
    }

    /// That of a device.
    public static Identity of(Device device) {
        Set<String> ids = new LinkedHashSet<>();
        Stream.of("_HID", "_CID").forEach(name -> device.value(name).ifPresent(value -> ids(value).forEach(ids::add)));
        return new Identity(List.copyOf(ids), device.value("_UID").map(Identity::uid).orElse(""));
    }

    private static Stream<String> ids(DataObject value) {
        return switch (value) {
            case Text(String id) -> Stream.of(id);
            case Number(long id) -> Stream.of(eisa((int) id));
            case Elements(List<DataObject> several) -> several.stream().filter(each -> !(each instanceof Elements)).flatMap(Identity::ids);
            default -> Stream.empty();
        };
    }

    private static String uid(DataObject value) {
        return switch (value) {
            case Text(String uid) -> uid;
            case Number(long uid) -> Long.toUnsignedString(uid);
            default -> "";
        };
    }

    /// An EISA id: three letters of 5 bit, four hexadecimal digits, the most significant byte first.
    private static String eisa(int id) {
        int ordered = Integer.reverseBytes(id);
        return String.format("%c%c%c%04X", letter(ordered >>> 26), letter(ordered >>> 21), letter(ordered >>> 16), ordered & 0xffff);
    }

    private static char letter(int bits) {
        return (char) ('@' + (bits & 0x1f));
    }
}
