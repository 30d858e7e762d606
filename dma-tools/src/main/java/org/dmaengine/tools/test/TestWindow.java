package org.dmaengine.tools.test;

import java.util.random.RandomGenerator;

/// Which bytes of the buffers one test moves.
record TestWindow(long sourceOffset, long targetOffset, long length) {
    /// Chooses length and offsets (TST-36, TST-37). A length that the user fixed is not rounded, all else is, down to the
    /// alignment.
    static TestWindow choose(TestParameters parameters, int alignment, RandomGenerator random) {
        int size = parameters.bufferSize();
        long length = parameters.transferSize();
        if (length == 0) {
            length = parameters.random() ? random.nextLong(size) + 1 : size;
            length = Math.max(alignment, length & -alignment);
        }
        if (!parameters.random()) {
            return new TestWindow(0, 0, length);
        }
        long room = size - length + 1;
        return new TestWindow(random.nextLong(room) & -alignment, random.nextLong(room) & -alignment, length);
    }
}
