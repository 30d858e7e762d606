package org.dmaengine.tools.swap;

/// How far work may run ahead of the swaps beside it. Any thread; nothing here blocks.
public interface Pace {
    /// There are no swaps, or none that are spread over the work.
    Pace FREE = new Pace() {
        @Override
        public long allowed() {
            return Long.MAX_VALUE;
        }

        @Override
        public void reached(long work) {
            // nobody waits for it
        }
    };

    /// How far the work may go now.
    long allowed();

    /// The work has come so far.
    void reached(long work);
}
