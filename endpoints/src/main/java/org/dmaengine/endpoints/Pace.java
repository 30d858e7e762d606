package org.dmaengine.endpoints;

/// How fast a [PacedPort] is, and how much it holds: `new Pace(48_000, 4, 1024)` for stereo of 16 bits with a FIFO of 21 ms.
///
/// @param wordsPerSecond words that the device plays or records in a second, 1 to 1,000,000,000
/// @param wordBytes      bytes of a word, the only width of the data register
/// @param depth          words that the FIFO holds, 1 to 1,048,576
public record Pace(long wordsPerSecond, int wordBytes, int depth) {
    private static final long SECOND = 1_000_000_000;
    private static final int DEEPEST = 1 << 20;
    private static final int WIDEST = 128;

    /// Checks what no device could be.
    public Pace {
        if (wordsPerSecond < 1 || wordsPerSecond > SECOND) {
            throw new IllegalArgumentException("wordsPerSecond is " + wordsPerSecond + "; allowed is 1 to " + SECOND);
        }
        if (wordBytes < 1 || wordBytes > WIDEST || Integer.bitCount(wordBytes) != 1) {
            throw new IllegalArgumentException("wordBytes is " + wordBytes + "; allowed is 1, 2, 4, 8, 16, 32, 64, 128");
        }
        if (depth < 1 || depth > DEEPEST) {
            throw new IllegalArgumentException("depth is " + depth + " words; allowed is 1 to " + DEEPEST);
        }
    }

    /// Words whose moment has come when so much time has passed; the first one after one word's time.
    long wordsIn(long nanos) {
        return nanos / SECOND * wordsPerSecond + nanos % SECOND * wordsPerSecond / SECOND;
    }

    /// The least time in which that many words come.
    long nanosOf(long words) {
        long rest = words % wordsPerSecond * SECOND;
        return words / wordsPerSecond * SECOND + (rest + wordsPerSecond - 1) / wordsPerSecond;
    }
}
