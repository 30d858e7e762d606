package org.dmaengine.controller.fifo;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/// The configuration as consoles show it (Metatype). Values are taken from [FifoSettings], which checks them.
@ObjectClassDefinition(name = "DMA controller: peripherals",
        description = "One controller whose channels move data between memory and the FIFOs of peripherals; any number of these may exist")
@interface FifoConfig {
    @AttributeDefinition(name = "Controller name",
            description = "Name of the controller, unique in the container; slave-map entries refer to it")
    String dma_controller();

    @AttributeDefinition(name = "Channels", description = "Number of channels that clients can hold", min = "1", max = "256",
            required = false)
    int dma_channels() default 8;

    @AttributeDefinition(name = "Physical channels", description = "Threads that move data; request lines share them burst by burst",
            min = "1", max = "64", required = false)
    int physical_channels() default 1;

    @AttributeDefinition(name = "Request lines", description = "How many request lines there are, numbered from 0; 0 for any number",
            min = "0", required = false)
    int request_lines() default 0;

    @AttributeDefinition(name = "Longest burst", description = "Most words in a burst", min = "1", max = "65536", required = false)
    int max_burst() default 65_536;

    @AttributeDefinition(name = "Metadata", description = "Most bytes of metadata beside a packet; 0 for none", min = "0", max = "65536",
            required = false)
    int metadata_max() default 0;

    @AttributeDefinition(name = "Wait strategy", description = "How an idle physical channel waits", required = false,
            options = {
                @Option(label = "Adaptive: spin briefly, park", value = "ADAPTIVE"),
                @Option(label = "Park at once", value = "PARK")
            })
    String wait_strategy() default "ADAPTIVE";

    @AttributeDefinition(name = "Service ranking",
            description = "Where several channels would do, the one with the highest ranking is taken", required = false)
    int service_ranking() default 0;
}
