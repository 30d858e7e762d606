package org.dmaengine.tools.demo;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dmaengine.TransferStatus;

/// Looks whether what was shown is so. What is not throws, and so fails the part.
final class Proof {
    private static final long SECONDS = 5;

    private Proof() {
    }

    static void isTrue(boolean condition, String format, Object... values) {
        if (!condition) {
            throw new IllegalStateException(text(format, values));
        }
    }

    static <T> T same(T expected, T actual) {
        isTrue(Objects.equals(expected, actual), "'%s' was expected, and there is '%s'", expected, actual);
        return actual;
    }

    /// All of it arrived, byte by byte.
    static String arrived(MemorySegment source, MemorySegment target) {
        long mismatch = source.mismatch(target);
        isTrue(mismatch < 0, "of %,d bytes number %,d differs", source.byteSize(), mismatch);
        return text("%,d bytes arrived", target.byteSize());
    }

    /// All of it was moved, as the channel says.
    static String complete(TransferStatus end) {
        isTrue(end.isOk() && end.residue() == 0, "%s with residue %,d: %s", end.status(), end.residue(), end.detail());
        return text("cookie %d %s, residue %d", end.cookie(), end.status(), end.residue());
    }

    static <T> T next(BlockingQueue<T> queue, String what) throws InterruptedException {
        T next = queue.poll(SECONDS, TimeUnit.SECONDS);
        isTrue(next != null, "no %s within %d s", what, SECONDS);
        return next;
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    static MemorySegment random(int bytes) {
        byte[] data = new byte[bytes];
        new Random(bytes).nextBytes(data);
        return MemorySegment.ofArray(data);
    }

    static MemorySegment zeros(int bytes) {
        return MemorySegment.ofArray(new byte[bytes]);
    }

    static MemorySegment ascii(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.US_ASCII));
    }

    static String ascii(MemorySegment segment) {
        return new String(segment.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII);
    }
}
