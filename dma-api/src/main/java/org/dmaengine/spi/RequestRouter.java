package org.dmaengine.spi;

import org.osgi.annotation.versioning.ConsumerType;

/// Connects the request lines of peripherals to those of a controller: a crossbar or a mux (`dma_router`, REQ-49 to
/// REQ-51).
///
/// Registered as a service by the router's driver. A slave-map entry that names a router gives the peripheral's line at the
/// *router*; when its channel is requested, the core claims the controller's channel, has the router make a route, and opens the
/// driver with the line that the route ends at ([ChannelHost#requestLine]). The route lasts as long as the lease. While the
/// router is not there, a request is answered with [org.dmaengine.DmaException.NotYetAvailable].
@ConsumerType
public interface RequestRouter {
    /// Service property, `String`, required: the name by which entries refer to the router.
    String ROUTER = "dma.router";

    /// Makes a route for a channel that has been claimed. Called on the thread that requests or makes the channel available;
    /// must not block.
    ///
    /// @param entry   the entry; its request line is the peripheral's line at this router
    /// @param channel the name of the channel claimed, for messages
    /// @throws RuntimeException if there is no free route; the request goes on with the next channel that would do, and fails
    ///                          with this message if there is none
    Route route(SlaveMapEntry entry, String channel);

    /// A connection through the router.
    interface Route extends AutoCloseable {
        /// The controller's request line that it ends at.
        int requestLine();

        /// Takes the connection down. Called once, after the channel's driver has been closed or, if it hangs, given up on; also on
        /// a stopper's thread.
        @Override
        void close();
    }
}
