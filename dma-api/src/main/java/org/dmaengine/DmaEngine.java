package org.dmaengine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/// Requests channels by capability or filter, and lists them. A service of the core bundle, one instance for each
/// bundle that uses it: what a bundle requested is released when the bundle stops or its last use of the service ends.
///
/// A client that is wired to one peripheral asks [SlaveMap] for its channel by name instead (guide step 1). All
/// methods may be called on any thread except inside a completion callback (CB-11).
@ProviderType
public interface DmaEngine {
    /// Requests any free channel with these capabilities (`dma_request_chan_by_mask`, REQ-21).
    ///
    /// @throws DmaException.NotYetAvailable if no controller is present at all
    /// @throws DmaException.NoSuchChannel   if controllers are present, but no channel has these capabilities
    /// @throws DmaException.ChannelBusy     if all that have them are held
    default DmaChannel requestAny(Capability first, Capability... more) {
        return request(ChannelRequest.of(first, more));
    }

    /// Requests the first free channel that satisfies the request (`dma_request_channel`, REQ-16).
    ///
    /// @throws DmaException.NotYetAvailable if no controller is present at all
    /// @throws DmaException.NoSuchChannel   if no channel satisfies the request
    /// @throws DmaException.ChannelBusy     if all that satisfy it are held
    DmaChannel request(ChannelRequest request);

    /// Requests such a channel and waits for one to come or to be released; first come, first served.
    ///
    /// @throws DmaException.TimedOut if none came in time; the message says what was missing
    /// @throws InterruptedException  if the waiting thread is interrupted; the request is withdrawn
    DmaChannel request(ChannelRequest request, Duration timeout) throws InterruptedException;

    /// Requests such a channel as soon as there is one.
    ///
    /// The stage ends on a thread of the core's, where requesting another channel is allowed. Cancel it through
    /// [CompletionStage#toCompletableFuture]; it is cancelled when the requesting bundle stops.
    CompletionStage<DmaChannel> requestAsync(ChannelRequest request);

    /// Lists the channels of all controllers present, by controller in the order of registration, then by number.
    List<ChannelInfo> channels();
}
