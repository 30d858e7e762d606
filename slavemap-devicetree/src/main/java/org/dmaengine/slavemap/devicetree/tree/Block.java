package org.dmaengine.slavemap.devicetree.tree;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A part of the bytes of a flattened tree; whoever reads beyond it is told what was expected there. All offsets are the file's.
///
/// @param begin its first byte
/// @param end   the byte behind its last
record Block(MemorySegment bytes, long begin, long end, String name) {
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    int word(long offset, String expected) throws DeviceTreeException {
        check(offset, Integer.BYTES, expected);
        return bytes.get(WORD, offset);
    }

    MemorySegment slice(long offset, long length, String expected) throws DeviceTreeException {
        check(offset, length, expected + " of " + length + " bytes");
        return bytes.asSlice(offset, length);
    }

    /// The characters up to the next zero byte, each byte one.
    String text(long offset, String expected) throws DeviceTreeException {
        check(offset, 1, expected);
        StringBuilder text = new StringBuilder();
        long at = offset;
        for (byte character = bytes.get(ValueLayout.JAVA_BYTE, at); character != 0; character = bytes.get(ValueLayout.JAVA_BYTE, at)) {
            text.append((char) (character & 0xff));
            TreeBuilder.atMost(TreeBuilder.LONGEST_NAME, text.length(), "characters in a name", () -> DeviceTreeException.offset(offset));
            check(++at, 1, "the zero byte that ends " + expected + ", which begins at offset " + offset);
        }
        return text.toString();
    }

    /// The block whose offset and size are stated in these words of the header.
    Block inner(long offsetAt, long sizeAt, long header, String what) throws DeviceTreeException {
        long offset = Integer.toUnsignedLong(word(offsetAt, "the offset of the " + what));
        long size = Integer.toUnsignedLong(word(sizeAt, "the size of the " + what));
        return new Block(bytes, checkOffset(offset, offsetAt, header, what), checkEnd(offset + size, sizeAt, what), what);
    }

    /// The block whose offset is stated in this word of the header, and whose size nowhere.
    Block innerToTheEnd(long offsetAt, long header, String what) throws DeviceTreeException {
        long offset = Integer.toUnsignedLong(word(offsetAt, "the offset of the " + what));
        return new Block(bytes, checkOffset(offset, offsetAt, header, what), end, what);
    }

    private long checkOffset(long offset, long stated, long header, String what) throws DeviceTreeException {
        if (offset < header || offset > end) {
            throw DeviceTreeException.at(stated, "the offset of the " + what + " from " + header + " to " + end, Long.toString(offset));
        }
        return offset;
    }

    private long checkEnd(long last, long stated, String what) throws DeviceTreeException {
        if (last > end) {
            throw DeviceTreeException.at(stated, "the " + what + " to end within the tree's " + end + " bytes", "its end at " + last);
        }
        return last;
    }

    private void check(long offset, long length, String expected) throws DeviceTreeException {
        if (offset < begin || offset > end || length > end - offset) {
            throw DeviceTreeException.at(offset, expected, "the end of the " + name + " at " + end);
        }
    }
}
