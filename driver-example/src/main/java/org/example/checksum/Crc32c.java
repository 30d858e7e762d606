package org.example.checksum;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32C;

/// CRC32C of memory, piece by piece: the sum of two pieces in a row follows from the sums of both, so that whoever goes on with the second
/// has to know nothing of the first but its sum.
///
/// Keeps a buffer, which takes memory of any kind to [CRC32C]. Not thread-safe.
final class Crc32c {
    private static final int POLYNOMIAL = 0x82F6_3B78;
    // The coefficient of x^0 is the highest bit, as CRC32C numbers them.
    private static final int ONE = 1 << 31;
    private static final int X_TO_THE_8 = ONE >>> Byte.SIZE;

    private final CRC32C sum = new CRC32C();
    private final byte[] buffer = new byte[8192];

    /// The sum of so many bytes of the memory.
    int of(MemorySegment memory, long offset, long bytes) {
        sum.reset();
        for (long done = 0; done < bytes; done += buffer.length) {
            int some = (int) Math.min(buffer.length, bytes - done);
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset + done, buffer, 0, some);
            sum.update(buffer, 0, some);
        }
        return (int) sum.getValue();
    }

    /// The sum of two pieces in a row.
    ///
    /// @param first       sum of the first; 0 if there is none yet
    /// @param second      sum of the second
    /// @param secondBytes length of the second
    // @start region="joined"
    static int joined(int first, int second, long secondBytes) {
        // Each byte behind the first piece multiplies its sum by x^8.
        int shift = ONE;
        int power = X_TO_THE_8;
        for (long left = secondBytes; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                shift = product(shift, power);
            }
            power = product(power, power);
        }
        return product(shift, first) ^ second;
    }
    // @end

    /// The product of two polynomials over GF(2), modulo that of CRC32C.
    private static int product(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int coefficients = a; coefficients != 0; coefficients <<= 1) {
            if (coefficients < 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) == 0 ? shifted >>> 1 : shifted >>> 1 ^ POLYNOMIAL;
        }
        return product;
    }
}
