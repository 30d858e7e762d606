package org.dmaengine.slavemap.board;

import org.dmaengine.SwapPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// An entry as consoles show it (Metatype). Values are taken and checked by [EntryReader]; numbers that may be absent are
/// texts here, since a console has no blank number.
@ObjectClassDefinition(name = "DMA slave-map entry",
        description = "Associates a client device and name with a channel; further values for the driver begin with param.")
@interface EntryConfig {
    /// Factory PID of the entries.
    String PID = "org.dmaengine.slavemap.entry";

    @AttributeDefinition(name = "Device", description = "Name of the client device, compared exactly")
    String device();

    @AttributeDefinition(name = "Name", description = "Name of the channel as the client knows it, compared exactly")
    String name();

    @AttributeDefinition(name = "Controller", required = false,
            description = "Name of the controller; this, or a filter, or both to be met")
    String controller() default "";

    @AttributeDefinition(name = "Filter", required = false,
            description = "OSGi filter over the service properties of channels, for example (dma.capabilities=MEMCPY)")
    String filter() default "";

    @AttributeDefinition(name = "Channel", required = false,
            description = "Number of the channel, from 0; blank for any free one")
    String channel() default "";

    @AttributeDefinition(name = "Request line", required = false,
            description = "Request line of the peripheral, from 0, in place of a channel; blank for none")
    String request_line() default "";

    @AttributeDefinition(name = "Router", required = false,
            description = "Name of the router (crossbar, mux) that the request line leads to; blank for none")
    String router() default "";

    @AttributeDefinition(name = "Allowed bundles", required = false,
            description = "Symbolic names of the bundles that may request it; none for all")
    String[] allowed_bundles() default {};

    @AttributeDefinition(name = "Swap timeout", required = false, min = "0", max = "2147483647",
            description = "Milliseconds that a lease waits for a replacement when its controller leaves; 0 for not at all")
    int swap_timeout() default 5000;

    @AttributeDefinition(name = "Swap policy", required = false,
            description = "What becomes of the transfer under way when its controller leaves, unless the lease says otherwise")
    SwapPolicy swap_policy() default SwapPolicy.DRAIN;

    @AttributeDefinition(name = "Swap by ranking", required = false,
            description = "Whether a lease moves to a controller that ranks better as soon as one comes")
    boolean swap_ranking() default false;
}
