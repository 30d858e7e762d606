package org.dmaengine.core.engine;

/// Something that an engine's threads drive in turns: a channel.
public interface Steppable {
    /// Does one turn of work, if nobody else is doing it. Whoever leaves work undone rings the [Doorbell] again.
    void turn();

    /// The time has come that was asked for with [Doorbell#ringAt]; a turn follows.
    default void timeHasCome() {
    }
}
