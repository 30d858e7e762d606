package org.dmaengine;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/// Requests the channel that belongs to a client device by name (guide step 1; `dma_request_chan`, REQ-01 to REQ-15).
///
/// The association comes from the sources of the slave map, asked in a fixed order: device tree, ACPI, board files.
/// The channel is exclusive to the caller until [DmaChannel#close]. An entry that names no channel of its controller means any
/// free one: requesting it again gives another channel. A service of the core bundle, one instance for
/// each bundle that uses it: what a bundle requested is released when the bundle stops or its last use ends. All
/// methods may be called on any thread except inside a completion callback (CB-11).
@ProviderType
public interface SlaveMap {
    /// Requests the channel called `name` of the client device `device`, for example `("uart0", "rx")`. Both are
    /// compared exactly (REQ-06).
    ///
    /// @throws DmaException.NoSuchChannel   if no source describes that name; near misses are named
    /// @throws DmaException.NotYetAvailable if it is described, but its controller is not present
    /// @throws DmaException.ChannelBusy     if it is held; the holder is named
    DmaChannel requestChannel(String device, String name);

    /// Requests the channel and waits for its description, its controller and its release; first come, first served.
    ///
    /// @throws DmaException.TimedOut if that did not come in time; the message says what was missing
    /// @throws InterruptedException  if the waiting thread is interrupted; the request is withdrawn
    DmaChannel requestChannel(String device, String name, Duration timeout) throws InterruptedException;

    /// Requests the channel as soon as it is to be had.
    ///
    /// The stage ends on the thread that made the channel available, or at once. Cancel it through
    /// [CompletionStage#toCompletableFuture]; it is cancelled when the requesting bundle stops.
    CompletionStage<DmaChannel> requestChannelAsync(String device, String name);
}
