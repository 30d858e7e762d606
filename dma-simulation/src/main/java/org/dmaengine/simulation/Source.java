package org.dmaengine.simulation;

/// Somewhere that things happen.
interface Source {
    /// The time that stands for never.
    long NEVER = Long.MAX_VALUE;

    /// When the next thing can happen; a time that is past for now, [#NEVER] if nothing will.
    long next();

    /// Has it happen.
    void take();

    /// Says whether nothing will ever happen here any more.
    default boolean isOver() {
        return false;
    }
}
