package org.dmaengine.controller.virtual;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// The configuration as consoles show it (Metatype). Values are taken from [VirtualSettings], which checks them.
@ObjectClassDefinition(name = "DMA controller: virtual time", description = "Channels that copy and fill memory and take as long for it as is said here")
@interface VirtualConfig {
    @AttributeDefinition(name = "Controller name", description = "Name, unique in the container; slave-map entries refer to it")
    String dma_controller();

    @AttributeDefinition(name = "Channels", description = "Number of channels", min = "1", max = "256", required = false)
    int dma_channels() default 1;

    @AttributeDefinition(name = "Latency", description = "Microseconds from the start of a transfer to its first byte", min = "0", required = false)
    long latency() default 0;

    @AttributeDefinition(name = "Jitter", description = "Most microseconds that are added to the latency, by the seed", min = "0", required = false)
    long jitter() default 0;

    @AttributeDefinition(name = "Rate", description = "Bytes per second; 0 for all at once", min = "0", required = false)
    long rate() default 0;

    @AttributeDefinition(name = "Burst", description = "Bytes that come together", min = "1", required = false)
    long burst() default 4096;

    @AttributeDefinition(name = "Seed", description = "What the jitter is drawn from: the same seed takes the same times", required = false)
    long seed() default 1;
}
