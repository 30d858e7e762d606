package org.dmaengine.core.registry;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Settings of the engine core, PID `org.dmaengine.core`.
@ObjectClassDefinition(name = "DMA engine core", description = "Bounds that hold for every channel")
public @interface CoreConfig {
    /// The PID.
    String PID = "org.dmaengine.core";

    /// Property `queue.capacity`.
    @AttributeDefinition(name = "Queue capacity", min = "1", max = "1048576",
            description = "Descriptors that one lease can hold: prepared, queued, active or waiting for their callback")
    int queue_capacity() default 4096;

    /// Property `release.timeout`.
    @AttributeDefinition(name = "Release timeout (ms)", min = "1", max = "10000",
            description = "How long the release of a channel waits for the controller and for a running callback")
    long release_timeout() default 2000;

    /// Property `swap.drain`.
    @AttributeDefinition(name = "Drain timeout (ms)", min = "0", max = "1900",
            description = "How long the active transfers of a controller that leaves may go on, to finish there")
    long swap_drain() default 250;

    /// Property `step.timeout`.
    @AttributeDefinition(name = "Step timeout (ms)", min = "10", max = "3600000",
            description = "How long one call of a controller's driver may last before the driver is given up on; its channel is not used again")
    long step_timeout() default 5000;

    /// Property `swap.stop`.
    @AttributeDefinition(name = "Stop timeout (ms)", min = "1", max = "1900",
            description = "How long a controller that leaves is waited for to stop its active transfer")
    long swap_stop() default 250;
}
