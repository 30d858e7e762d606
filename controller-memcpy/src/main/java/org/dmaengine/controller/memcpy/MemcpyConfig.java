package org.dmaengine.controller.memcpy;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/// The configuration as consoles show it (Metatype). Values are taken from [MemcpySettings], which checks them.
@ObjectClassDefinition(name = "DMA controller: memory to memory",
        description = "One controller whose channels copy and fill memory; any number of these may exist")
@interface MemcpyConfig {
    @AttributeDefinition(name = "Controller name",
            description = "Name of the controller, unique in the container; slave-map entries refer to it")
    String dma_controller();

    @AttributeDefinition(name = "Channels", description = "Number of channels", min = "1", max = "256", required = false)
    int dma_channels() default 1;

    @AttributeDefinition(name = "Engine threads", description = "Threads that serve the channels in turn",
            min = "1", max = "64", required = false)
    int engine_threads() default 1;

    @AttributeDefinition(name = "Wait strategy", description = "How an idle engine thread waits", required = false,
            options = {
                @Option(label = "Adaptive: spin briefly, park", value = "ADAPTIVE"),
                @Option(label = "Park at once", value = "PARK")
            })
    String wait_strategy() default "ADAPTIVE";

    @AttributeDefinition(name = "Alignment",
            description = "Offsets and lengths must be multiples of this many bytes; a power of two, 1 for none",
            min = "1", max = "1073741824", required = false)
    int alignment() default 1;

    @AttributeDefinition(name = "Maximum length", description = "Bytes of the longest transfer; 0 for no limit",
            min = "0", required = false)
    long max_length() default 0;

    @AttributeDefinition(name = "Service ranking",
            description = "Where several channels would do, the one with the highest ranking is taken", required = false)
    int service_ranking() default 0;
}
