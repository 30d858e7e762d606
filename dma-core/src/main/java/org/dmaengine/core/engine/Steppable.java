package org.dmaengine.core.engine;

/// Something that an engine's threads drive in turns: a channel.
public interface Steppable {
    /// Does one turn of work, if nobody else is doing it. Whoever leaves work undone rings the [Doorbell] again.
    void turn();
}
