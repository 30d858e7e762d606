package org.dmaengine.tools.test;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Looks at both buffers after a transfer, byte by byte, in six passes: before, inside and behind the window of each
/// (TST-51). Counts every wrong byte, and writes a line for the first 32 of each pass (TST-53).
final class DataCheck {
    /// Lines per pass.
    static final int MOST_LINES = 32;

    private final Pattern pattern;
    private final TestLog log;
    private long wrong;

    private DataCheck(Pattern pattern, TestLog log) {
        this.pattern = pattern;
        this.log = log;
    }

    /// Checks that `length` bytes went from one place to the other, and nothing else happened.
    ///
    /// @return the number of wrong bytes
    static long wrongBytes(Pattern pattern, TestLog log, MemorySegment source, long sourceOffset,
                           MemorySegment target, long targetOffset, long length) {
        DataCheck check = new DataCheck(pattern, log);
        long sourceEnd = sourceOffset + length;
        check.pass(source, 0, sourceOffset, Pattern.SOURCE, 0, true);
        check.pass(source, sourceOffset, sourceEnd, Pattern.SOURCE | Pattern.COPIED, sourceOffset, true);
        check.pass(source, sourceEnd, source.byteSize(), Pattern.SOURCE, sourceEnd, true);
        long targetEnd = targetOffset + length;
        check.pass(target, 0, targetOffset, Pattern.TARGET, 0, false);
        // What arrived carries the index that it had in the source.
        check.pass(target, targetOffset, targetEnd, Pattern.SOURCE | Pattern.COPIED, sourceOffset, false);
        check.pass(target, targetEnd, target.byteSize(), Pattern.TARGET, targetEnd, false);
        return check.wrong;
    }

    private void pass(MemorySegment buffer, long from, long to, int marks, long firstIndex, boolean source) {
        long before = wrong;
        for (long i = from; i < to; i++) {
            byte actual = buffer.get(ValueLayout.JAVA_BYTE, i);
            byte expected = pattern.at(marks, firstIndex + i - from);
            if (actual != expected) {
                if (wrong - before < MOST_LINES) {
                    log.mismatch(source ? "srcbuf" : "dstbuf", i, kind(actual, marks, source), expected, actual);
                }
                wrong++;
            }
        }
        if (wrong - before > MOST_LINES) {
            log.suppressed(wrong - before - MOST_LINES);
        }
    }

    /// What kind of accident the difference speaks of (TST-52).
    private static String kind(byte actual, int marks, boolean source) {
        int difference = actual ^ marks;
        if (source) {
            return "overwritten";
        }
        if ((marks & Pattern.COPIED) != 0 && (difference & (Pattern.COPIED | Pattern.OVERWRITTEN)) != 0) {
            return "not copied";
        }
        return (difference & Pattern.SOURCE) != 0 ? "was copied" : "mismatch";
    }
}
