package org.dmaengine;

/// The width of one access to a device's register (CFG-03). One access moves one *word* of this width.
public enum BusWidth {
    /// Not stated: the controller uses what is wired.
    UNDEFINED(0),
    /// One byte.
    BYTES_1(1),
    /// Two bytes.
    BYTES_2(2),
    /// Three bytes.
    BYTES_3(3),
    /// Four bytes.
    BYTES_4(4),
    /// Eight bytes.
    BYTES_8(8),
    /// Sixteen bytes.
    BYTES_16(16),
    /// Thirty-two bytes.
    BYTES_32(32),
    /// Sixty-four bytes.
    BYTES_64(64),
    /// One hundred and twenty-eight bytes.
    BYTES_128(128);

    private final int bytes;

    BusWidth(int bytes) {
        this.bytes = bytes;
    }

    /// The number of bytes in one word, 0 for [#UNDEFINED].
    public int bytes() {
        return bytes;
    }

    /// The width of that many bytes.
    ///
    /// @throws IllegalArgumentException if no bus is that wide
    public static BusWidth ofBytes(int bytes) {
        for (BusWidth width : values()) {
            if (width.bytes == bytes) {
                return width;
            }
        }
        throw new IllegalArgumentException("no bus is " + bytes + " bytes wide; widths are 1, 2, 3, 4, 8, 16, 32, 64, 128");
    }
}
