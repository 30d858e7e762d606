package org.dmaengine.tools.test;

/// What became of one test thread (TST-56, TST-67).
///
/// @param thread   its name, `<channel>-<operation><index>`
/// @param tests    tests begun
/// @param failures those of them that failed
/// @param iops     tests per second, with two decimals
/// @param kbps     KiB per second
/// @param code     0 for an end in order, even with failures; else a negative error number, of those that [TestThread] names
public record TestSummary(String thread, long tests, long failures, String iops, long kbps, int code) {
    /// Says whether every test passed.
    public boolean isOk() {
        return failures == 0 && code == 0;
    }

    @Override
    public String toString() {
        return TestLog.PREFIX + thread + ": summary " + tests + " tests, " + failures + " failures " + iops + " iops "
                + kbps + " KB/s (" + code + ")";
    }
}
