package org.dmaengine.spi;

import java.util.Map;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaException;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;
import org.osgi.annotation.versioning.ConsumerType;

/// One channel of a controller, as its driver implements it and registers it as a service.
///
/// The core calls, in this order, and **never two calls of one channel at the same time** (only [#capabilities],
/// [#engine], [#validate] and [#check] may overlap the others):
///
/// ```text
/// open ─▶ start ─▶ step, step, ... ─▶ start ─▶ step ... ─▶ stop ─▶ ... ─▶ close      open ...
///                    └─ pause ─ resume ─┘
/// ```
///
/// Calls of different channels of one [EngineSpec] overlap only if that engine has several threads or is assistable. The
/// thread changes from call to call; memory effects of one call are visible to the next.
///
/// **The driver does not** assign cookies, call clients, keep queues, count residue or own threads. It is handed a
/// [Transfer], reads from it where the next bytes are, moves some of them and answers how many: the core keeps the
/// count. A copy engine is complete with these lines:
///
/// ```java
/// public long start(Transfer t) { return 0; }
/// public long step(Transfer t, long limit) {
///     long n = Math.min(limit, t.run());
///     MemorySegment.copy(t.source(), t.sourceOffset(), t.destination(), t.destinationOffset(), n);
///     return n;
/// }
/// public long stop(Transfer t) { return 0; }
/// ```
///
/// **Errors.** A source or destination that fails is a [TransferFault]: that transfer ends, the channel goes on. Anything
/// else that is thrown from `start`, `step`, `pause`, `resume` or `stop` is a defect of the driver: the active transfer ends
/// `ABORTED`, the driver is asked to stop what it has, closed, and not used again. A memory segment that is closed or truncated under the driver needs no
/// handling: what the access throws is understood by the core.
///
/// **Blocking.** No method may block. A step moves at most `limit` bytes and should return within 200 µs. One that hangs all the
/// same blocks no client that pauses, terminates, synchronizes or releases: they give up within their bounds and say in which
/// call of the driver which thread is.
@ConsumerType
public interface ChannelDriver {
    /// Service property, `String`, required: name of the controller. Two controllers of one name are alternatives, the one
    /// with the better service ranking first; that is how one takes over from another.
    String CONTROLLER = "dma.controller";

    /// Service property, `Integer`, required: number of this channel within its controller, from 0 without gaps.
    String CHANNEL = "dma.channel";

    /// Service property, `String[]`: names of the [org.dmaengine.Capability] constants, for filters.
    String CAPABILITIES = "dma.capabilities";

    /// Service property, `String[]`: names of the [org.dmaengine.Direction] constants, for filters.
    String DIRECTIONS = "dma.directions";

    /// Service property, `int[]`: request lines that this channel can serve; absent for all or for none.
    String REQUEST_LINES = "dma.request.lines";

    /// Service property, `Long`: what tells the channels of one [Controller] object from those of another, which may bear the same name and
    /// `service.pid` while a configuration changes. Set by [Controller#register]; a driver that is registered by hand may leave it out.
    String INSTANCE = "dma.instance";

    /// Namespace of the capability that a bundle provides which has to see these services, as the conformance kit does:
    /// `Provide-Capability: org.dmaengine.driver.access`. The core hides them from all others but the one that registered
    /// them: a guard against mistakes, not against malice.
    String ACCESS_CAPABILITY = "org.dmaengine.driver.access";

    /// What this channel can do. Called when the service is registered; the answer must never change.
    ChannelCapabilities capabilities();

    /// Further service properties of this channel alone, over those of its controller: its [#REQUEST_LINES], or what filters of
    /// the slave map shall tell it by. Read by [Controller#register], once.
    default Map<String, Object> serviceProperties() {
        return Map.of();
    }

    /// The engine that drives this channel. Channels that answer the *same object* share one engine: its threads serve
    /// them by [priority][ChannelHost#priority], then in turn.
    EngineSpec engine();

    /// A client takes the channel into use (`device_alloc_chan_resources`, REQ-29). A driver that throws here is not closed: it lets go of
    /// what it has taken by itself, and is opened again by the next request.
    ///
    /// @param host where the driver says that there is something to do
    /// @throws IllegalStateException if it is open already: a driver serves one host at a time
    /// @throws RuntimeException      if it cannot be used now; the request fails with
    ///                               [DmaException.NotYetAvailable] and that message
    void open(ChannelHost host);

    /// Checks a slave configuration before the core takes it over (guide step 2). The core has checked widths and bursts
    /// of the base against the capabilities. A prepared transfer carries the configuration in force: [Transfer#config].
    ///
    /// The default takes a plain [SlaveConfig] and refuses extensions. A driver with its own record writes
    ///
    /// ```java
    /// switch (config) {
    ///     case SlaveConfig plain -> { }
    ///     case FifoSlaveConfig(var base, int watermark) -> checkWatermark(watermark);
    ///     default -> throw ChannelDriver.foreign(config, FifoSlaveConfig.class);
    /// }
    /// ```
    ///
    /// Called on the client's thread; may overlap every other call, may last longer than the driver's registration, and must
    /// change nothing.
    ///
    /// @throws DmaException.Rejected if the configuration cannot work; says what is allowed
    default void validate(ExtendedSlaveConfig config) {
        if (!(config instanceof SlaveConfig)) {
            throw foreign(config, SlaveConfig.class);
        }
    }

    /// Checks a transfer for limits which capabilities cannot express: one that is being prepared, or one that comes from a controller
    /// which has left and stands at its current position. The core has checked
    /// capability, direction, and the alignment of memory-to-memory transfers; of transfers from or to a device that every
    /// segment, chunk and period is a multiple of the device's configured width. Called on the client's thread, as
    /// [#validate].
    ///
    /// @throws DmaException.Rejected if the transfer cannot be done; says what is allowed
    default void check(Transfer transfer) {
    }

    /// Takes a transfer into the hardware, from its current position: where the first bytes have been moved by another controller, which
    /// has left meanwhile, that is not its first byte ([Transfer#moved]). A driver that cannot begin there refuses in [#check]. At most `capabilities().depth()` are in it at a time; the first to start is
    /// the first to complete. The transfer may be kept until it is complete, failed or stopped, not longer.
    ///
    /// @return bytes moved already, usually 0; all of them is legal, and of an interrupt-only transfer the only way
    long start(Transfer transfer);

    /// Makes progress on the oldest transfer started.
    ///
    /// After an answer of 0 the core does not call again before [ChannelHost#wake]; a `wake` that arrives during the step is
    /// not lost. The transfer is complete when the answers add up to its length; a repeated or cyclic one begins again from
    /// its first byte without another `start`. A step may move less than it could.
    ///
    /// @param limit most bytes that this step may move, at least one word of the device's width and one unit of alignment
    /// @return bytes moved by this step, beginning at the transfer's current position; 0 if nothing can be moved now
    /// @throws TransferFault if source or destination failed
    long step(Transfer transfer, long limit);

    /// Stops moving at once, without loss. The core does not step while paused; only an engine that moves bytes by itself
    /// has something to do here. A device may go on producing meanwhile: what does not fit is the driver's to count.
    ///
    /// @param active the oldest transfer started, null if there is none
    /// @return bytes of it moved since the last answer
    default long pause(Transfer active) {
        return 0;
    }

    /// Goes on after [#pause].
    ///
    /// @param active the oldest transfer started, null if there is none
    default void resume(Transfer active) {
    }

    /// Another controller is to go on with this lease: each transfer that is stopped from now on will be started there, as the same object, at
    /// its exact byte, and the [#close] behind that is no end for the device either. For a device that must not take an
    /// interruption for an end; a packet that has begun, say, is dropped with a transfer that is terminated, and kept with one that goes on.
    ///
    /// Called once at most, before [#stop], and never for a driver that has failed. Whether another controller comes is not
    /// known yet: what is kept must not be in the way of whoever uses the device next.
    default void handOver() {
    }

    /// Takes a transfer out of the hardware: when this returns, its memory is not touched any more. Called for each
    /// transfer started and not complete, oldest first. Bytes held inside are delivered or given back.
    ///
    /// @return bytes of it moved since the last answer
    long stop(Transfer transfer);

    /// The client has released the channel, the controller leaves, or the core stops (`device_free_chan_resources`, REQ-34). Nothing is active.
    void close();

    /// The refusal of a configuration record that this driver does not know.
    static DmaException.Rejected foreign(ExtendedSlaveConfig config, Class<? extends ExtendedSlaveConfig> wanted) {
        return new DmaException.Rejected("configuration of type " + config.getClass().getName()
                + " is refused: this driver takes " + wanted.getName()
                + (wanted == SlaveConfig.class ? "" : " or a plain " + SlaveConfig.class.getName()));
    }
}
