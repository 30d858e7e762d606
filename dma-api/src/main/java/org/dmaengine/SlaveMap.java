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
///
/// **Waiting for the controller.** For each name whose controller is present the core publishes an
/// `org.osgi.service.condition.Condition` with the properties below, so that a component simply starts when its channel exists
/// and stops when it goes (what `EPROBE_DEFER` is for in Linux):
///
/// ```java
/// @Component
/// @SatisfyingConditionTarget("(osgi.condition.id=dma:uart0:rx)")
/// public final class Receiver { ... }
/// ```
///
/// A second channel is waited for by a `@Reference(target = "(osgi.condition.id=dma:uart0:tx)") Condition`. The Condition says
/// that the controller is there, not that the channel is free. It is withdrawn just before the leases of the controller say
/// GONE.
@ProviderType
public interface SlaveMap {
    /// What the property `osgi.condition.id` of a mapping's Condition begins with; `<device>:<name>` follows.
    String CONDITION_PREFIX = "dma:";

    /// Property of a mapping's Condition, `String`: the client device.
    String CONDITION_DEVICE = "dma.device";

    /// Property of a mapping's Condition, `String`: the channel's name.
    String CONDITION_NAME = "dma.name";

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
    /// The stage ends on a thread of the core's, where requesting another channel is allowed. Cancel it through
    /// [CompletionStage#toCompletableFuture]; it is cancelled when the requesting bundle stops.
    CompletionStage<DmaChannel> requestChannelAsync(String device, String name);
}
