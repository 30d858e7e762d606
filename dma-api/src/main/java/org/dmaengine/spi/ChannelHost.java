package org.dmaengine.spi;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/// The core's side of an open channel, for the driver.
@ProviderType
public interface ChannelHost {
    /// Says that the channel may have something to do: a device raised its request line, hardware has an interrupt. The
    /// core then calls [ChannelDriver#step] soon, on the engine's thread.
    ///
    /// May be called on any thread, at any time, also inside a step and after `close`; never blocks, never calls back.
    void wake();

    /// Asks to be stepped at a time although nothing wakes the channel, as for an idle line. A later call takes the place of an
    /// earlier one; a step in between does not cancel it. Never early; late by what the engine is busy with.
    ///
    /// May be called inside the driver's own calls only.
    ///
    /// @param time on the clock of [#nanoTime]; one that is more than 146 years away never comes, nor does `Long.MAX_VALUE`
    void wakeAt(long time);

    /// The engine's clock in nanoseconds, of which only differences count; a test may hold it still.
    long nanoTime();

    /// Says how urgent this channel is among those of its engine: of several that have something to do the one with the
    /// highest priority has the next turn, of equal ones the one whose last turn is longest ago. 0 until it is said.
    ///
    /// None is passed over for ever: one turn in 8 goes to whoever has had none for longest, whatever its priority. Of C open channels
    /// of an engine, each that has something to do gets a turn within 8 * C turns, which is one step each unless the engine is assistable.
    ///
    /// May be called inside the driver's own calls only.
    ///
    /// @param priority any number; counts from the next turn on
    void priority(int priority);

    /// Says why a step moved nothing, for status and listings: `"no port on request line 5"`. Forgotten when bytes move. May be
    /// called inside the driver's own calls only; hand over constants, since it is called often.
    void waitsFor(String reason);

    /// The channel's name, for messages.
    String name();

    /// The request line of the peripheral that this lease is for, from the slave map; -1 if there is none, as for a channel
    /// requested by capability. The same for as long as the channel is open.
    int requestLine();

    /// What the slave-map entry of this lease says to the driver beyond that (the `param` of a `dma_slave_map`); empty for a
    /// channel requested by capability.
    Map<String, Object> parameters();
}
