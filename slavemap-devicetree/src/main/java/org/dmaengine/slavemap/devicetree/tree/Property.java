package org.dmaengine.slavemap.devicetree.tree;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A property of a node. Its value has no type of its own: who reads it says what it is.
///
/// @param value the bytes, read-only
public record Property(String name, MemorySegment value) {
    /// No list of strings is longer; of a value that is, the beginning counts.
    private static final int LONGEST_TEXTS = 1 << 16;
    private static final ValueLayout.OfInt CELL = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /// Makes the value read-only.
    public Property {
        value = value.asReadOnly();
    }

    /// Length of the value in bytes.
    public int length() {
        return (int) value.byteSize();
    }

    /// How many whole cells (32 bit) the value has.
    public int cells() {
        return length() / Integer.BYTES;
    }

    /// The cell of that index, which is below [#cells].
    public int cell(int index) {
        return value.get(CELL, (long) index * Integer.BYTES);
    }

    /// The value as a list of strings, each ended by a zero byte; a last one that is not ended counts as well. Bytes that are no printable
    /// ASCII stand as `\xNN`, so that a name can be shown wherever it comes from.
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean open = false;
        for (long i = 0; i < Math.min(value.byteSize(), LONGEST_TEXTS); i++) {
            byte character = value.get(ValueLayout.JAVA_BYTE, i);
            if (character == 0) {
                texts.add(text.toString());
                text.setLength(0);
            } else {
                append(text, character);
            }
            open = character != 0;
        }
        if (open) {
            texts.add(text.toString());
        }
        return texts;
    }

    private static void append(StringBuilder text, byte character) {
        if (character >= ' ' && character <= '~') {
            text.append((char) character);
        } else {
            text.append(String.format("\\x%02x", character));
        }
    }

    @Override
    public String toString() {
        return name + " (" + length() + " bytes)";
    }
}
