package org.dmaengine.core.channel;

/// Where the contiguous runs of a transfer are that is not one plain run. Owned by one [Work], used by the thread that
/// steps it.
interface Walk {
    /// Puts the work's cursor on the first run.
    void first(Work work);

    /// Puts the work's cursor on the run after the one that has just been used up.
    void next(Work work);
}
