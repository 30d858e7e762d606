package org.dmaengine.tools.swap;

/// When swaps are due.
public interface Schedule {
    /// Waits until the next swap is due. On the thread of the swaps, which nobody interrupts.
    ///
    /// @return false if there is none any more
    boolean awaitDue();

    /// A swap is over. On the same thread.
    default void swapped() {
        // the next one is due when it is due
    }

    /// No swap is due any more. Any thread.
    void end();
}
