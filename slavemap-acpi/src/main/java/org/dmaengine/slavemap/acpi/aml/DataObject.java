package org.dmaengine.slavemap.acpi.aml;

import java.util.List;
import org.dmaengine.slavemap.acpi.table.Bytes;

/// The value of a name, as it stands in a table.
public sealed interface DataObject {
    /// An integer, of 64 bit without a sign.
    record Number(long value) implements DataObject { }

    /// A string.
    record Text(String value) implements DataObject { }

    /// The bytes of a buffer, as far as the table gives them.
    record Buffer(Bytes bytes) implements DataObject { }

    /// A list of values.
    record Elements(List<DataObject> values) implements DataObject {
        /// Copies the list.
        public Elements {
            values = List.copyOf(values);
        }
    }

    /// Something that only an interpreter could tell.
    ///
    /// @param why in words that follow the name: `is a method`
    record Unread(String why) implements DataObject { }
}
